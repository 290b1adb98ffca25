// What of WCAG 2.2 AA can be told from the page itself; answers a list of faults.
(() => {
  const faults = [];
  const say = (what, element) => faults.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
  const visible = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = element => {
    const by = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
    const labelled = by.map(id => document.getElementById(id)?.textContent ?? '').join(' ');
    const inside = [...element.querySelectorAll('svg title, img[alt]')].map(e => e.textContent || e.alt).join(' ');
    return (element.getAttribute('aria-label') || labelled || element.textContent || inside || element.title || '').trim();
  };
  if (!document.documentElement.lang) say('no language', document.documentElement);
  if (!document.title) say('no title', document.head);
  if (document.querySelectorAll('h1').length !== 1) say(`${document.querySelectorAll('h1').length} h1`, document.body);
  if (document.querySelectorAll('main').length !== 1) say('no main', document.body);
  let before = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
    const level = Number(heading.tagName[1]);
    if (level > before + 1) say(`heading jumps from ${before} to ${level}`, heading);
    before = level;
  }
  const ids = new Set();
  for (const element of document.querySelectorAll('[id]')) {
    if (ids.has(element.id)) say('id twice', element);
    ids.add(element.id);
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    if (!field.labels?.length && !field.getAttribute('aria-label') && !field.getAttribute('aria-labelledby')) say('no label', field);
  }
  for (const element of document.querySelectorAll('a[href], button, summary')) {
    if (!name(element)) say('no name', element);
  }
  for (const picture of document.querySelectorAll('svg')) {
    const hidden = picture.closest('[aria-hidden=true]');
    if (!hidden && !(/^(img|group)$/.test(picture.getAttribute('role')) && name(picture))) say('picture without a text', picture);
  }
  for (const table of document.querySelectorAll('table')) {
    if (!table.querySelector('th')) say('table without heads', table);
  }
  for (const id of document.querySelectorAll('[aria-describedby], [aria-controls]')) {
    const of = id.getAttribute('aria-describedby') ?? id.getAttribute('aria-controls');
    if (of.split(/\s+/).some(one => !document.getElementById(one))) say('points nowhere', id);
  }
  // Contrast of text (1.4.3) and size of targets (2.5.8).
  const parse = color => {
    const numbers = color.match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [0, 0, 0];
    const scale = color.startsWith('color(') ? 255 : 1;
    return [numbers[0] * scale, numbers[1] * scale, numbers[2] * scale, numbers[3] ?? 1];
  };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const ground = element => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) => {
    const part = value => { const s = value / 255; return s <= .04045 ? s / 12.92 : ((s + .055) / 1.055) ** 2.4; };
    return .2126 * part(r) + .7152 * part(g) + .0722 * part(b);
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + .05) / (low + .05);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(element) || !visible(element)) continue;
    seen.add(element);
    if (element.closest('.hidden, option, title')) continue;
    const style = getComputedStyle(element), below = ground(element);
    const ink = parse(element.closest('svg') ? style.fill : style.color);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const have = contrast(over(ink, below), below);
    if (have < (large ? 3 : 4.5) - .01) say(`contrast ${have.toFixed(2)}`, element);
  }
  for (const target of document.querySelectorAll('button, select, input:not([type=hidden]), summary')) {
    if (!visible(target) || target.closest('.hidden')) continue;
    const box = target.getBoundingClientRect(), label = target.labels?.[0]?.getBoundingClientRect();
    const high = Math.max(box.height, label?.height ?? 0), wide = Math.max(box.width, label?.width ?? 0);
    if (high > 0 && (high < 23.5 || wide < 23.5)) say(`target ${Math.round(wide)}x${Math.round(high)}`, target);
  }
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 1) faults.push(`the page is ${wide} px wider than the window`);
  return faults;
})()
