"""Style of both reports, and the colours that the help shares."""

COLOURS = ":root{--ink:#1d2733;--soft:#5b6877;--line:#d8dee6;--wash:#f5f7fa;--mark:#0b5566}"
_REPORT = """
body{font:15px/1.5 system-ui,"Segoe UI",sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:var(--ink)}
h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin:2.2rem 0 .4rem}
h3{font-size:1rem;margin:1.2rem 0 .2rem}
.soft{color:var(--soft)}.numbers{display:flex;gap:2rem;flex-wrap:wrap;margin:1rem 0;padding:0;list-style:none}
.numbers b{display:block;font-size:1.5rem;color:var(--mark)}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{font-weight:600;background:var(--wash)}.n{text-align:right;white-space:nowrap}
td:last-child{min-width:11rem}
.bad{background:#fdeceb;padding:.8rem 1rem;border-radius:.4rem}
.way{background:var(--wash);padding:.4rem .7rem;border-radius:.3rem}
@media print{body{margin:0;max-width:none;font-size:11px}h2,h3{break-after:avoid}tr{break-inside:avoid}}
"""
STYLE = f"\n{COLOURS}{_REPORT}"
"""The style sheet of all reports."""
