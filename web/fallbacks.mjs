// The faces that stand in where ours have not arrived: a device's own, set to the measures of ours, so that a page looks
// the same before and after. What a device has differs (Debian and Android have no Georgia, a Mac no Liberation), and
// one size fits one font alone: each local font is a family of its own, and the style sheet names them in a row.
//
// `advance`: mean advance in em over the letters of English running text, by their frequency; regular and bold. Measured
// with fontTools on the fonts themselves; fonts in one entry share their measures by design.
const locals = {
  Georgia: { regular: ['Georgia', 'Gelasio', 'Gelasio Regular'], bold: ['Georgia Bold', 'Gelasio Bold'], advance: [0.4389, 0.4902] },
  Noto: { regular: ['Noto Serif', 'Noto Serif Regular', 'NotoSerif', 'NotoSerif-Regular'], bold: ['Noto Serif Bold', 'NotoSerif-Bold'],
          advance: [0.4757, 0.5051] },
  Times: { regular: ['Times New Roman', 'Liberation Serif', 'Tinos'], bold: ['Times New Roman Bold', 'Liberation Serif Bold', 'Tinos Bold'],
           advance: [0.4004, 0.4255] },
  DejaVu: { regular: ['DejaVu Serif'], bold: ['DejaVu Serif Bold'], advance: [0.511, 0.5644] },
  Arial: { regular: ['Arial', 'Liberation Sans', 'Arimo', 'Helvetica'], bold: ['Arial Bold', 'Liberation Sans Bold', 'Arimo Bold', 'Helvetica Bold'],
           advance: [0.4411, 0.4754] },
  Roboto: { regular: ['Roboto', 'Roboto Regular', 'Roboto-Regular'], bold: ['Roboto Medium', 'Roboto Bold', 'Roboto-Bold'], advance: [0.441, 0.4481] },
  'Noto Sans': { regular: ['Noto Sans', 'Noto Sans Regular', 'NotoSans-Regular'], bold: ['Noto Sans Bold', 'NotoSans-Bold'], advance: [0.4693, 0.5] },
  'DejaVu Sans': { regular: ['DejaVu Sans'], bold: ['DejaVu Sans Bold'], advance: [0.5044, 0.5701] },
};

// Ours, measured the same way at the weights pages use, and what stands in for each, best first.
const serifs = ['Georgia', 'Noto', 'Times', 'DejaVu'];
const sans = ['Arial', 'Roboto', 'Noto Sans', 'DejaVu Sans'];
const ours = {
  Display: { bold: 0.4412, ascent: 0.735, descent: 0.265, locals: serifs },
  Newsreader: { regular: 0.4219, bold: 0.4537, ascent: 0.735, descent: 0.265, locals: serifs },
  Franklin: { regular: 0.4592, bold: 0.4691, ascent: 0.966, descent: 0.246, locals: sans },
};

const percent = (ratio) => `${(ratio * 100).toFixed(2)}%`;

function rule(family, names, weight, own, advance, measures) {
  const size = own / advance;
  return `@font-face{font-family:"${family}";font-weight:${weight};src:${names.map((name) => `local("${name}")`).join(',')};`
    + `size-adjust:${percent(size)};ascent-override:${percent(measures.ascent / size)};descent-override:${percent(measures.descent / size)};`
    + 'line-gap-override:0%}';
}

// "Newsreader Georgia", "Newsreader Noto", …: the @font-face rules of all stand-ins.
export function fallbackRules() {
  const rules = [];
  for (const [name, own] of Object.entries(ours)) {
    for (const key of own.locals) {
      const local = locals[key];
      const family = `${name} ${key}`;
      if (own.regular) rules.push(rule(family, local.regular, '1 599', own.regular, local.advance[0], own));
      if (own.bold) rules.push(rule(family, local.bold, own.regular ? '600 1000' : '1 1000', own.bold, local.advance[1], own));
    }
  }
  return rules;
}
