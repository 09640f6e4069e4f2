# SPDX-License-Identifier: EUPL-1.2
"""Completions of the command line for bash, zsh and fish."""
from .commands import Command, Option

HEAD = "# SPDX-License-Identifier: EUPL-1.2\n# Made by docs/generate.py from the program's --help: change that, not this.\n"


def _dashed(options: list[Option]) -> list[str]:
    return [f"--{o.name}" for o in options if not o.positional]


def _bash_value(option: Option) -> str:
    if option.choices:
        return f'COMPREPLY=($(compgen -W "{" ".join(option.choices)}" -- "$now"))'
    if option.completes:
        return f"compopt -o filenames; COMPREPLY=($(compgen -{'d' if option.completes == 'folder' else 'f'} -- \"$now\"))"
    return ":"


def bash(commands: list[Command]) -> str:
    names = " ".join(c.name for c in commands[1:])
    out = [HEAD, "_jonovahti() {\n  local now=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
           "  COMPREPLY=()\n  if ((COMP_CWORD == 1)); then\n"
           f'    COMPREPLY=($(compgen -W "{names} {" ".join(_dashed(commands[0].options))}" -- "$now"))\n'
           "    return\n  fi\n  case ${COMP_WORDS[1]}:$before in\n"]
    for command in commands[1:]:
        for option in command.options:
            if option.value and not option.positional:
                out.append(f"    {command.name}:--{option.name}) {_bash_value(option)}; return ;;\n")
    out.append("  esac\n  case ${COMP_WORDS[1]}:$now in\n")
    for command in commands[1:]:
        out.append(f'    {command.name}:-*) COMPREPLY=($(compgen -W "{" ".join(_dashed(command.options))}" -- "$now")) ;;\n')
        if any(o.positional and o.completes for o in command.options):
            out.append(f'    {command.name}:*) compopt -o filenames; COMPREPLY=($(compgen -f -- "$now")) ;;\n')
        elif _dashed(command.options):
            out.append(f'    {command.name}:) COMPREPLY=($(compgen -W "{" ".join(_dashed(command.options))}")) ;;\n')
    out.append("  esac\n}\ncomplete -F _jonovahti jonovahti\n")
    return "".join(out)


def _zsh_text(text: str) -> str:
    for mark in "\\[]:":
        text = text.replace(mark, "\\" + mark)
    return text.replace("'", "'\\''").replace("`", "")


def _zsh_value(option: Option) -> str:
    if option.choices:
        return f":{option.name}:({' '.join(option.choices)})"
    action = {"file": "_files", "folder": "_files -/"}.get(option.completes, "")
    return f":{option.name}:{action}" if option.value else ""


def _zsh_option(option: Option) -> str:
    if option.positional:
        return f"'{'*' if option.several else ''}{_zsh_value(option)}'"
    star = "*" if option.several else ""
    return f"'{star}--{option.name}[{_zsh_text(option.says)}]{_zsh_value(option)}'"


def zsh(commands: list[Command]) -> str:
    out = ["#compdef jonovahti\n", HEAD, "local -a commands=(\n"]
    out += [f"  '{c.name}:{_zsh_text(c.says)}'\n" for c in commands[1:]]
    out.append(")\nif ((CURRENT == 2)); then\n  _describe command commands\n  return\nfi\n"
               "local command=$words[2]\nshift words\n((CURRENT--))\ncase $command in\n")
    for command in commands[1:]:
        given = " \\\n      ".join(_zsh_option(o) for o in command.options)
        out.append(f"  {command.name})\n    _arguments \\\n      {given} ;;\n")
    out.append("esac\n")
    return "".join(out)


def _fish_text(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _fish_option(command: str, option: Option) -> str:
    when = f"complete -c jonovahti -n '__fish_seen_subcommand_from {command}'"
    if option.positional:
        return f"{when} -F\n" if option.completes else ""
    value = ""
    if option.choices:
        value = f" -x -a {_fish_text(' '.join(option.choices))}"
    elif option.completes == "folder":
        value = " -x -a '(__fish_complete_directories)'"
    elif option.completes:
        value = " -r -F"
    elif option.value:
        value = " -x"
    return f"{when} -l {option.name}{value} -d {_fish_text(option.says)}\n"


def fish(commands: list[Command]) -> str:
    out = [HEAD, "complete -c jonovahti -f\n"]
    out += [f"complete -c jonovahti -n __fish_use_subcommand -a {c.name} -d {_fish_text(c.says)}\n"
            for c in commands[1:]]
    out += [_fish_option(c.name, o) for c in commands[1:] for o in c.options]
    return "".join(out)
