"""The page's style sheet: the official page on paper and on wide screens, cards on telephones."""

# Sizes on paper are those of GB/T 9704-2012: 16 pt on 28.95 pt, 28 characters of 156 mm. A page
# lying on its side keeps the type area, turned to the left (see word/page.py).
STYLESHEET = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt SimSun, serif } }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: 14pt SimSun, serif } }
@page annex { size: A4 landscape; margin: 28mm 37mm 26mm 35mm }
:root {
  color-scheme: light;
  --song: "FZXiaoBiaoSong-B05S", "方正小标宋简体", SimSun, "Songti SC", "Noto Serif CJK SC", serif;
  --fang: "仿宋_GB2312", FangSong, STFangsong, "Noto Serif CJK SC", SimSun, serif;
  --hei: "黑体", SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif;
  --kai: "楷体_GB2312", KaiTi, STKaiti, "Noto Serif CJK SC", serif;
}
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body { margin: 0; color: #000; background: #eee; line-height: 1.8; overflow-wrap: anywhere;
  font: 1.1875rem/1.8 "Times New Roman", var(--fang) }
main { max-width: 76rem; margin: 0 auto; padding: 1rem }
.sheet { background: #fff; padding: 4rem 3rem; margin: 0 auto 1rem; max-width: 34em }
.annex.sheet { max-width: none; padding: 2.5rem 2rem }
h1, h2, h3, h4, h5 { font-size: 1em; font-weight: normal; line-height: inherit; margin: 0;
  break-after: avoid; text-indent: 2em }
h1, .annex h2 { font: 1.375em/1.4 "Times New Roman", var(--song); text-align: center;
  text-indent: 0; margin: 0 0 1em }
h1, .annex h2 { text-wrap: balance }
h1 span, .annex h2 span { display: inline-block; white-space: normal }
h2, .level1 { font-family: "Times New Roman", var(--hei) }
h3, .level2 { font-family: "Times New Roman", var(--kai) }
p { margin: 0; text-indent: 2em; text-align: justify; orphans: 2; widows: 2 }
b { font-weight: normal }
p.attachment { margin-top: 1.8em; break-before: avoid }
.signature { display: table; margin: 3.6em 4em 0 auto; text-align: center;
  break-before: avoid; break-inside: avoid }
.signature p { text-indent: 0; text-align: center }
a { color: inherit; text-decoration: underline dotted #666; text-underline-offset: .2em }
article a[id] { white-space: nowrap }
a:hover, a:focus-visible { background: #fde9b4; outline: 2px solid #8a5a00 }
p.mark { font-family: var(--hei); text-indent: 0 }
p.caption { font-size: .85em; text-indent: 0; text-align: center; margin-bottom: .5em }
table { width: 100%; border-collapse: collapse; font-size: .8125rem; line-height: 1.45 }
th, td { border: 1px solid #000; padding: .25em .4em; text-align: left; vertical-align: middle }
thead th { font-family: var(--hei); font-weight: normal; text-align: center; white-space: nowrap }
tbody th { font-weight: normal }
.amount { text-align: right; white-space: nowrap }
@media screen { tbody th { min-width: 8em } .definition { min-width: 12em } }
@media screen { .reach { min-width: 8em } .coverage { min-width: 6em } }
@media print { .reach, .coverage { min-width: 7em } .definition { min-width: 13em } }
.back { text-align: center; white-space: nowrap }
.back a { display: inline-block; min-width: 1.5rem; text-decoration: none }
tr { break-inside: avoid }
tr:target { background: #fde9b4; scroll-margin-top: 1rem }
@media screen and (max-width: 70rem) {
  .annex thead { display: none }
  .annex table, .annex tbody, .annex tr, .annex th, .annex td { display: block }
  .annex table { font-size: .9375rem }
  .annex tr { border: 1px solid #666; border-radius: 4px; padding: .5rem .75rem;
    margin: 0 0 .75rem }
  .annex th, .annex td { border: 0; padding: .125rem 0; text-align: left; white-space: normal;
    min-width: 0; display: grid; grid-template-columns: 5.5em 1fr; gap: .5em }
  .annex th::before, .annex td::before { content: attr(data-label); color: #555 }
  .annex tbody th { font-family: var(--hei) }
  .annex .back { align-items: center }
  .annex td:empty { display: none }
  .back a { min-width: 2.75rem; line-height: 2.75rem }
}
@media screen and (max-width: 40rem) {
  body { font-size: 1.0625rem; background: #fff }
  main { padding: 0 }
  .sheet, .annex.sheet { padding: 1.5rem 1.125rem; margin: 0 }
  .signature { margin-right: 0 }
  p { text-align: start }
}
@media print {
  body { background: none; font-size: 16pt; line-height: 28.95pt }
  main { max-width: none; padding: 0 }
  .sheet, .annex.sheet { max-width: none; padding: 0 1pt 0 0; margin: 0 }
  h1, .annex h2 { font-size: 22pt; line-height: 28.95pt; margin-bottom: 28.95pt }
  .annex h2 { margin-bottom: 6pt }
  a { text-decoration: none }
  .annex { page: annex; break-before: page }
  table { font-size: 9pt; line-height: 12pt }
  th, td { padding: 2pt 3pt }
  thead { display: table-header-group }
  .back { display: none }
}
"""
