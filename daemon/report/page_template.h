// SPDX-License-Identifier: EUPL-1.2
// The page of a report, in Mustache. Everything that comes in is escaped: {{…}} only.
#pragma once

#include <string_view>

namespace jono::report {

inline constexpr std::string_view kPageTemplate = R"(<!DOCTYPE html>
<html lang="{{lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{title}}</title>
<style>
@page { size: A4 landscape; margin: 12mm; }
:root { color-scheme: light; }
body { font: 14px/1.4 "Liberation Sans", Arial, sans-serif; color: #111; background: #fff; max-width: 84rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.7rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .4rem; border-bottom: 2px solid #1d4e79; break-after: avoid; }
p { margin: .3rem 0; }
.dates { font-size: 1.1rem; color: #333; margin-bottom: .8rem; }
.caution { border-left: .35rem solid #9a3b00; padding: .2rem .6rem; background: #fff6ee; }
ul { margin: .3rem 0; padding-left: 1.3rem; }
.wide { overflow-x: auto; break-inside: avoid; }
.beside { display: flex; flex-wrap: wrap; column-gap: 2rem; }
table { border-collapse: collapse; margin: .4rem 0 1rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: bold; padding: .3rem 0; break-after: avoid; }
caption.above { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #999; padding: .2rem .45rem; text-align: right; vertical-align: top; }
th { font-weight: 600; background: #eef2f6; hyphens: manual; }
thead th { vertical-align: bottom; font-size: .9em; }
th[scope=row], thead th:first-child { text-align: left; }
th[scope=row] { white-space: nowrap; }
.beside th[scope=row] { white-space: normal; max-width: 11rem; }
td { white-space: nowrap; }
td.free { white-space: normal; min-width: 11rem; text-align: left; }
.heat td { text-align: center; min-width: 3.2rem; padding: .15rem .2rem; }
.heat small { display: block; font-size: .8em; }
.s1 { background: #f5f5f5; } .s2 { background: #e6e6e6; } .s3 { background: #d6d6d6; } .s4 { background: #c4c4c4; } .s5 { background: #b0b0b0; }
dl { font-size: .9em; display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; }
@media print { body { font-size: 9pt; max-width: none; padding: 0 1px; } .wide { overflow: visible; } td, th { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
</style>
</head>
<body>
<main>
<h1>{{title}}</h1>
{{#dates}}
<p class="dates">{{dates}}</p>
{{/dates}}
{{#cautions}}
<p class="caution" role="note">{{text}}</p>
{{/cautions}}
{{#summary_title}}
<h2>{{summary_title}}</h2>
<ul>
{{#summary}}
<li>{{text}}</li>
{{/summary}}
</ul>
{{/summary_title}}
{{#sections}}
<section>
<h2>{{title}}</h2>
{{#note}}
<p>{{note}}</p>
{{/note}}
<div{{#side_by_side}} class="beside"{{/side_by_side}}>
{{#tables}}
<div class="wide">
<table{{#heat}} class="heat"{{/heat}}>
<caption{{#named_above}} class="above"{{/named_above}}>{{caption}}</caption>
<thead><tr>{{#heads}}<th scope="col">{{text}}</th>{{/heads}}</tr></thead>
<tbody>
{{#lines}}
<tr><th scope="row">{{head}}</th>{{#cells}}<td{{#shade}} class="s{{shade}}"{{/shade}}{{#free}} class="free"{{/free}}>{{text}}{{#below}}<small>{{below}}</small>{{/below}}</td>{{/cells}}</tr>
{{/lines}}
</tbody>
</table>
</div>
{{/tables}}
</div>
</section>
{{/sections}}
<section>
<h2>{{definitions_title}}</h2>
<p>{{absent_note}}</p>
<dl>
{{#definitions}}
<dt>{{name}}</dt><dd>{{formula}}</dd>
{{/definitions}}
</dl>
</section>
</main>
</body>
</html>
)";

}  // namespace jono::report
