"""How the report looks on a screen, on a telephone and on paper; nothing is loaded for it."""

STYLE = """
:root{color-scheme:light;--wrong:#b00020;--doubtful:#7a5600;--line:#cfcac3;--soft:#595550}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{font:1rem/1.85 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;
max-width:54rem;margin:0 auto;padding:1.5rem 1rem 3rem;color:#222;background:#fff;
overflow-wrap:anywhere;line-break:strict}
h1,h2,h3,.legend,.files,.counts,.grade,sup,.back{font-family:"Noto Sans CJK SC",
"Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
h1,h2,h3{line-height:1.4;margin:1.6em 0 .5em;break-after:avoid}
h1{font-size:1.65rem;margin-top:0}h2{font-size:1.3rem}h3{font-size:1.05rem}
p{margin:.4em 0}
.soft{color:var(--soft)}
.counts{word-break:keep-all;font-variant-numeric:tabular-nums}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:1rem 0;padding:.6rem .9rem;
border:1px solid var(--line);font-size:.875rem;list-style:none}
.files{padding-left:1.6em;font-size:.9375rem}
.text{border:1px solid var(--line);padding:1rem 1.25rem}
.text p{margin:0;white-space:pre-wrap;min-height:1em;orphans:2;widows:2}
mark,.as-mark{color:inherit;background:none;padding:0 .1em;-webkit-print-color-adjust:exact;
print-color-adjust:exact}
.wrong{background:#ffdcdc;border-bottom:2px solid var(--wrong)}
.doubtful{background:#fff1c2;border-bottom:2px dashed var(--doubtful)}
.wrong.wide{background:none;border-bottom-width:1px}
.doubtful.wide{background:none;border-bottom-width:1px}
.claim{border-bottom:1px dotted #446}
mark .claim{border-bottom:0}
.unread{outline:1px dotted #555;outline-offset:-1px}
sup{font-size:.6875rem;line-height:1;white-space:nowrap;vertical-align:super}
.text .claim{white-space:nowrap}
.text sup::before{content:"\\2060"}
sup a,sup b{display:inline-block;margin:0 .1em;padding:.2em .35em;border:1px solid currentColor;
border-radius:.5em;background:#fff;text-decoration:none;scroll-margin:40vh 0}
.to-wrong{color:var(--wrong)}.to-doubtful{color:var(--doubtful);border-style:dashed}
a:focus-visible,.table:focus-visible{outline:3px solid #1a5fb4;outline-offset:1px}
sup a:target{background:#222;color:#fff;border-color:#222}
mark:has(+sup a:target),td:has(sup a:target){outline:2px solid #222}
.table{overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;line-height:1.6;
font-size:.9375rem}
th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top;
min-width:3.5em;max-width:24em;overflow-wrap:normal}
th{background:#f6f4f1;font-weight:600;-webkit-print-color-adjust:exact;
print-color-adjust:exact}
th{min-width:5.2em}
.figure{text-align:right}
td.figure{text-align:right;white-space:nowrap}
.findings{margin:0;padding-left:0;list-style:none}
.findings li{margin:0;padding:.6rem .5rem;border-bottom:1px solid var(--line);
break-inside:avoid;scroll-margin:20vh 0}
.findings li:target{background:#eef3fb;box-shadow:inset 4px 0 #1a5fb4}
.findings p{margin:.1em 0}
.grade{display:inline-block;padding:0 .45em;border:1px solid currentColor;border-radius:.4em;
font-size:.8125rem;line-height:1.5;font-weight:600}
.grade.is-wrong{color:var(--wrong)}.grade.is-doubtful{color:var(--doubtful);border-style:dashed}
.back{font-size:.8125rem;white-space:nowrap}
@media (max-width:40rem){
body{padding:1rem .75rem 2rem}
h1{font-size:1.4rem}h2{font-size:1.15rem}
.text{padding:.6rem .7rem}
th,td{max-width:14em;padding:.25rem .45rem}
}
@page{margin:18mm 16mm}
@media print{
body{max-width:none;padding:0;font-size:10.5pt;line-height:1.65}
section+section{break-before:page}
.back{display:none}
a{color:inherit;text-decoration:none}
.table{overflow:visible}
table{font-size:9pt;width:100%}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{max-width:none;min-width:0}
.text{border:0;border-top:1px solid var(--line);border-bottom:1px solid var(--line);padding:.5rem 0}
.findings li:target{background:none;box-shadow:none}
}
"""
