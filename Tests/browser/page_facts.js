// What is wrong with the page, as a list of sentences. Run by the browser test, never part of a page.
(() => {
  const faults = [];
  const known = new Set(('html head meta title style body header h1 h2 h3 h4 nav ul ol li a main section footer p div dl dt dd table caption thead tbody ' +
    'tr th td details summary figure figcaption bdi span strong br svg g path rect circle line polyline polygon text tspan desc img').split(' '));
  const all = [...document.querySelectorAll('*')];
  const counts = {};
  for (const element of all) {
    const name = element.localName;
    counts[name] = (counts[name] || 0) + 1;
    if (!known.has(name)) faults.push(`an element that nobody wrote: ${name}`);
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) faults.push(`an event handler: ${attribute.name} of ${name}`);
      if (attribute.name === 'style') faults.push(`a style of its own: ${name}`);
      if (/^(href|xlink:href|src|srcset|action|formaction|data|poster)$/.test(attribute.name)) {
        const isOwn = attribute.name === 'href' && name === 'a' && /^#[a-z0-9-]+$/.test(attribute.value);
        const isPicture = attribute.name === 'src' && name === 'img' && attribute.value.startsWith('data:image/');
        if (!isOwn && !isPicture) faults.push(`a link: ${attribute.name} of ${name}`);
        if (isOwn && !document.getElementById(attribute.value.slice(1))) faults.push(`an anchor that leads nowhere: ${attribute.value}`);
      }
    }
  }
  if (document.querySelector('bdi *')) faults.push('an element within a text');
  if (document.scripts.length) faults.push('a script');
  const ids = all.map(e => e.id).filter(Boolean);
  if (new Set(ids).size !== ids.length) faults.push('two elements of one id');

  // Who hears the page.
  if (!document.documentElement.lang) faults.push('no language');
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one first heading');
  let level = 1;
  for (const heading of document.querySelectorAll('h1,h2,h3,h4')) {
    const own = Number(heading.localName[1]);
    if (own > level + 1) faults.push(`a heading skips a level: ${heading.textContent.slice(0, 40)}`);
    if (!heading.textContent.trim()) faults.push('an empty heading');
    level = own;
  }
  for (const cell of document.querySelectorAll('th')) {
    if (!cell.scope) faults.push('a header cell without a scope');
    if (!cell.textContent.trim()) faults.push('an empty header cell');
  }
  for (const table of document.querySelectorAll('table')) {
    const widths = new Set([...table.rows].map(row => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0)));
    if (widths.size > 1) faults.push('a table whose rows differ in cells');
    if (!table.querySelector('thead th')) faults.push('a table without headers');
  }
  for (const svg of document.querySelectorAll('svg')) {
    const isTold = svg.getAttribute('role') === 'img' && (svg.querySelector('title') || svg.getAttribute('aria-label'));
    if (svg.getAttribute('aria-hidden') !== 'true' && !isTold) faults.push('a drawing that is not told');
  }

  // What does not fit, with everything open.
  for (const details of document.querySelectorAll('details')) details.open = true;
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    const wide = all.filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('.scroll'))[0];
    faults.push(`the page is ${document.documentElement.scrollWidth} wide on ${width}: ${wide ? wide.localName + ' ' + wide.textContent.slice(0, 40) : '?'}`);
  }

  // Contrast (WCAG 2.2, 1.4.3) of every text on the nearest background that is not transparent.
  const parse = text => { const n = text.match(/[\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
  const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let e = element; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c; }
    return parse(getComputedStyle(document.documentElement).backgroundColor)[3] > 0.99 ? parse(getComputedStyle(document.documentElement).backgroundColor) : [255, 255, 255, 1];
  };
  const seen = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let lowest = 21;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || ['title', 'desc'].includes(element.localName)) continue;
    const isDrawn = Boolean(element.closest('svg'));
    const style = getComputedStyle(element);
    const ink = isDrawn ? style.fill : style.color;
    if (!/^rgb/.test(ink)) continue;
    const [a, b] = [light(parse(ink)), light(behind(element))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    lowest = Math.min(lowest, contrast);
    if (contrast < 4.5) seen.set(`${ink} on ${behind(element)}`, `contrast ${contrast.toFixed(2)}: ${node.textContent.trim().slice(0, 30)}`);
  }
  faults.push(...seen.values());
  return { faults: [...new Set(faults)], counts, lowest, text: document.body.textContent, height: document.documentElement.scrollHeight };
})()
