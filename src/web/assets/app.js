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

// A menu closes when one clicks elsewhere.
document.addEventListener('click', event => {
  for (const open of document.querySelectorAll('details.me[open]')) {
    if (!open.contains(event.target)) open.open = false;
  }
});

// On the map, pointing at a name leaves only its lines.
for (const wheel of document.querySelectorAll('svg.wheel')) {
  const show = key => {
    wheel.classList.toggle('some', key !== null);
    const on = new Set([key]);
    for (const line of wheel.querySelectorAll('.link')) {
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
