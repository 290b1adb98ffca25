// What makes the pages quicker; every one of them works without it.

// "/" goes to the search field, as in many tools.
addEventListener('keydown', event => {
  const typing = event.target.matches?.('input, select, textarea, [contenteditable]');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.querySelector('.filter [type=search], .find input');
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  }
  if (event.key === 'Escape') {
    for (const open of document.querySelectorAll('details.me[open]')) {
      open.open = false;
      open.querySelector('summary').focus();
    }
  }
});

// A choice in a filter is applied at once.
for (const form of document.querySelectorAll('form.filter')) {
  form.addEventListener('change', event => {
    if (event.target.matches('select, [type=checkbox]')) form.requestSubmit();
  });
  // What is empty need not stand in the address.
  form.addEventListener('submit', () => {
    for (const field of form.elements) if (field.name && field.value === '') field.disabled = true;
  });
}
addEventListener('pageshow', () => {
  for (const field of document.querySelectorAll('form.filter :disabled')) field.disabled = false;
});

// What cannot be undone asks first.
document.addEventListener('submit', event => {
  const question = event.submitter?.dataset.sure;
  if (question && !confirm(question)) event.preventDefault();
});

// What takes a while says so, and is not sent twice.
const working = document.createElement('div');
working.className = 'working';
working.setAttribute('role', 'status');
const bar = document.createElement('progress');
bar.ariaHidden = 'true';
const far = document.createElement('span');
working.append(bar, far);
let soon, asking;

// How far it is, where the server knows.
const ask = async where => {
  const answer = await fetch(where).catch(() => null);
  const { writing } = answer?.ok ? await answer.json() : {};
  if (!writing) return;
  [bar.max, bar.value] = [writing.of, writing.done];
  far.textContent = `${writing.done.toLocaleString('en')} of ${writing.of.toLocaleString('en')} devices are written.`;
};
document.addEventListener('submit', event => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = 'yes';
  bar.removeAttribute('value');
  far.textContent = 'Working on it. The page changes when it is done.';
  soon = setTimeout(() => document.body.append(working), 400);
  if (form.dataset.progress) asking = setInterval(ask, 1000, form.dataset.progress);
});
addEventListener('pageshow', () => {
  clearTimeout(soon);
  clearInterval(asking);
  working.remove();
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});

// A menu closes when one clicks elsewhere.
document.addEventListener('click', event => {
  for (const open of document.querySelectorAll('details.me[open]')) {
    if (!open.contains(event.target)) open.open = false;
  }
});

// On the map, pointing at a name leaves only its lines.
for (const wheel of document.querySelectorAll('svg.wheel')) {
  // Where it is wider than the screen, its middle comes first.
  const around = wheel.parentElement;
  const center = () => { around.scrollLeft = (around.scrollWidth - around.clientWidth) / 2; };
  center();
  addEventListener('resize', center);
  const show = key => {
    wheel.classList.toggle('some', key !== null);
    const on = new Set([key]);
    for (const line of wheel.querySelectorAll('.link, .band')) {
      const mine = line.dataset.from === key || line.dataset.to === key;
      line.classList.toggle('on', mine);
      if (mine) on.add(line.dataset.from).add(line.dataset.to);
    }
    for (const spot of wheel.querySelectorAll('a')) spot.classList.toggle('on', on.has(spot.dataset.key));
  };
  for (const spot of wheel.querySelectorAll('a')) {
    for (const event of ['pointerenter', 'focus']) spot.addEventListener(event, () => show(spot.dataset.key));
    for (const event of ['pointerleave', 'blur']) spot.addEventListener(event, () => show(null));
  }
}

// One box chooses all of the same name.
for (const all of document.querySelectorAll('[data-all]')) {
  const boxes = () => all.closest('form').querySelectorAll(`input[name="${all.dataset.all}"]`);
  all.addEventListener('change', () => { for (const box of boxes()) box.checked = all.checked; });
}

// In a list that is worked through: j and k move, x chooses, o opens.
for (const list of document.querySelectorAll('form.bulk tbody')) {
  let at = -1;
  const rows = [...list.rows];
  addEventListener('keydown', event => {
    if (event.target.matches?.('input:not([type=checkbox]), select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step) {
      at = Math.min(Math.max(at + step, 0), rows.length - 1);
      rows.forEach((row, place) => row.classList.toggle('at', place === at));
      rows[at].querySelector('a').focus();
    }
    if (event.key === 'x' && at >= 0) rows[at].querySelector('[type=checkbox]')?.click();
    if (event.key === 'o' && at >= 0) rows[at].querySelector('a').click();
  });
}

// In a narrow window the menu scrolls: where one is stands in view.
const here = document.querySelector(".top nav [aria-current]");
const menu = here?.parentElement;
if (menu) menu.scrollLeft = here.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2 - menu.offsetLeft;

// What scrolls sideways in a narrow window can be reached by keyboard, in browsers that do not see to it themselves.
const reach = () =>
  document.querySelectorAll(".card").forEach((one) => {
    if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
    else one.removeAttribute("tabindex");
  });
addEventListener("resize", reach);
reach();
