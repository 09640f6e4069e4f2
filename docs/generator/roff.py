# SPDX-License-Identifier: EUPL-1.2
"""deploy/man/jonovahti.yaml.5, and the words of roff that other pages need."""
import re
import textwrap

from . import words
from .commands import Command, Option
from .schema import Schema


def escape(text: str) -> str:
    """One line of plain text as roff; `code` becomes bold."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return _guarded(re.sub(r"`([^`]*)`", r"\\fB\1\\fR", text))


def _guarded(line: str) -> str:
    """No request, whatever it begins with."""
    return "\\&" + line if line[:1] in (".", "'") else line


def paragraph(text: str) -> str:
    """Wrapped as the source of a manual page is, a sentence a line."""
    lines = [line for sentence in re.split(r"(?<=[.:]) (?=[A-Z])", text)
             for line in textwrap.wrap(escape(sentence), 76, break_long_words=False,
                                       break_on_hyphens=False)]
    return "\n".join(_guarded(line) for line in lines) + "\n"


def head(name: str, section: int, title: str) -> str:
    return (f'.\\" SPDX-License-Identifier: EUPL-1.2\n.\\" Made by docs/generate.py: change its source, not this.\n'
            f'.TH {name.upper()} {section} "2026-11-26" "jonovahti" "{escape(title)}"\n')


def _key(schema: Schema, name: str, key: dict) -> str:
    kind = words.kind(schema, key["type"])
    default = words.default(key)
    fallback = " Required." if key.get("required") else f" Left out: {default}." if default else ""
    out = f".TP\n\\fB{escape(name)}\\fR ({escape(kind)})\n{paragraph(words.says(key) + fallback)}"
    if "example" in key:
        out += f".br\nExample: \\fI{escape(words.example(key))}\\fR\n"
    return out


def configuration(schema: Schema) -> str:
    out = [head("jonovahti.yaml", 5, "File formats"),
           ".SH NAME\njonovahti.yaml \\- the configuration of jonovahti\n",
           ".SH DESCRIPTION\nOne YAML file, named by \\fB\\-\\-config\\fR.\n"
           "\\fBjonovahti check\\fR names every fault in it with line and column.\n"
           "Only \\fBlines\\fR and \\fBsources\\fR are needed.\n"
           ".PP\nA duration is 250ms, 5s, 5m, 4h, 35d or h:mm:ss.\n"
           "Versions are dated values, of which the newest that has begun is in force:\n"
           "\\fI[{from: 2022\\-01\\-01, value: 72h}, {from: 2023\\-09\\-01, value: 5m}]\\fR\n"]
    for name in schema.whole_maps():
        one = schema.maps[name]
        out.append(f'.SH "{escape(one["title"].upper())}"\n')
        if "says" in one:
            out.append(paragraph(one["says"].rstrip(".") + "."))
        for other in schema.others(name):
            out.append(paragraph(f'All keys of "{schema.maps[other]["title"].upper()}", and:'))
        out += [_key(schema, k, v) for k, v in schema.own_keys(name).items()]
    out.append('.SH "EXAMPLE"\n.EX\nlines: {aspa: {}, vaihde: {wait_target: 1m}}\n'
               "sources:\n  ace: {type: feed}\n.EE\n"
               '.SH "SEE ALSO"\n.BR jonovahti (1)\n')
    return "".join(out)


def _left(option: Option) -> str:
    name = option.name if option.positional else f"\\fB\\-\\-{escape(option.name)}\\fR"
    value = "|".join(option.choices) if option.choices else option.value
    if option.positional or not value:
        return name
    return f"{name} \\fI{escape(value)}\\fR"


def _synopsis(command: Command) -> str:
    parts = []
    for option in sorted(command.options, key=lambda o: (o.positional, not o.required)):
        if option.name not in ("help", "version"):
            shown = _left(option) + (" ..." if option.several else "")
            parts.append(shown if option.required else f"[{shown}]")
    return " ".join([f"\\fBjonovahti {escape(command.name)}\\fR", *parts])


def _command(command: Command) -> str:
    out = [f".SS {escape(command.name)}\n{_synopsis(command)}\n.PP\n{paragraph(command.says + '.')}"]
    for option in command.options:
        if option.name == "help":
            continue
        required = " Required." if option.required else ""
        out.append(f".TP\n{_left(option)}\n{paragraph(option.says + '.' + required)}")
    return "".join(out)


def program(commands: list[Command]) -> str:
    whole = commands[0]
    out = [head("jonovahti", 1, "User commands"),
           ".SH NAME\njonovahti \\- watches the queues of a phone service\n",
           ".SH SYNOPSIS\n.B jonovahti\n\\fIcommand\\fR [\\fIoptions\\fR]\n",
           ".SH DESCRIPTION\n" + paragraph(whole.says),
           paragraph("Each command tells its options with `--help`; `jonovahti --version` tells the version."),
           ".SH COMMANDS\n", *(_command(c) for c in commands[1:]),
           '.SH "EXIT STATUS"\n.TP\n0\ndone\n.TP\n1\nfailed while running\n.TP\n2\n'
           "refused the input or the configuration\n",
           ".SH FILES\n.TP\n.I /etc/jonovahti/jonovahti.yaml\nthe configuration, where the package "
           "puts it\n.TP\n.I /var/lib/jonovahti\nwhat is kept; no key in it belongs into a backup\n",
           '.SH "SEE ALSO"\n.BR jonovahti.yaml (5)\n']
    return "".join(out)
