/** Colours that keep a contrast of 4.5 to 1 in light and dark, and the fonts of every language. */
export const theme = `:root{color-scheme:light dark;
--paper:#efebe1;--sheet:#fdfbf6;--ink:#211f1b;--muted:#655f54;--rule:#d8d1c1;
--seal:#a3271c;--seal-soft:#f8e6e1;--amber:#755000;--amber-soft:#f6ebd2;--ok:#27604a;--ok-soft:#e1efe7;--gap:#82266f;--gap-soft:#f6e5f2;--link:#1d4d7a;--code:#f3efe5;
--serif:"Songti SC","Noto Serif CJK SC","Source Han Serif SC","Noto Serif SC",STSong,SimSun,Georgia,"Times New Roman",serif;
--serif-latin:"Iowan Old Style","Palatino Linotype",Palatino,Georgia,Cambria,"Times New Roman","Liberation Serif","DejaVu Serif","Noto Serif CJK SC",serif;
--sans:system-ui,-apple-system,"Segoe UI","PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
--mono:ui-monospace,"SF Mono",Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace}
@media (prefers-color-scheme:dark){:root{
--paper:#141311;--sheet:#1e1c19;--ink:#ece6da;--muted:#aca395;--rule:#3b372f;
--seal:#ff9a8b;--seal-soft:#3a201c;--amber:#efc469;--amber-soft:#352b14;--ok:#93d6b4;--ok-soft:#192f25;--gap:#f0a6df;--gap-soft:#351c30;--link:#a3ccf0;--code:#292621}}`
