// Keeps an open page current. The server says only which orders and cases changed; what they look like now is fetched
// as ordinary pages are, so that language, permissions and escaping are the same with and without this script.
(() => {
  'use strict';
  const address = document.body.dataset.live;
  const GATHER_MS = 200;
  const MOST_ROWS = 50;

  const announcer = document.getElementById('announcer');
  const freshness = document.getElementById('fresh');
  const pending = new Map();
  let everything = false;
  let timer = null;
  let busy = false;

  const say = (text) => { if (announcer && text) announcer.textContent = text; };
  const show = (state, count) => {
    if (!freshness) return;
    freshness.dataset.state = state;
    const words = freshness.querySelector('.fresh__words');
    const text = (freshness.dataset[state] ?? '').replace('{0}', String(count));
    if (words && text && words.textContent !== text) words.textContent = text;
  };
  const parse = (html) => {
    const holder = document.createElement('template');
    holder.innerHTML = html;
    return holder.content;
  };

  // Puts the row in place of the one that is there; a row that is not there goes on top, where the page is the newest.
  const place = (body, row) => {
    const present = body.querySelector('[id="' + CSS.escape(row.id) + '"]');
    if (present) {
      if (Number(row.dataset.version) < Number(present.dataset.version)) return;
      const focused = present.contains(document.activeElement) ? document.activeElement.id : null;
      const told = present.dataset.announce !== row.dataset.announce;
      present.replaceWith(row);
      if (focused) document.getElementById(focused)?.focus();
      if (!told) return;
    } else {
      if (body.dataset.liveNew !== 'true' || row.dataset.matches !== 'true') return;
      body.prepend(row);
      while (body.rows.length > MOST_ROWS) body.deleteRow(-1);
    }
    row.classList.add('is-fresh');
    say(row.dataset.announce);
  };

  const refreshRows = async (body, ids) => {
    const url = new URL(body.dataset.liveRows, location.href);
    url.searchParams.set('ids', ids.join(','));
    const answer = await fetch(url, { headers: { Accept: 'text/html', 'X-Requested-With': 'fetch' }, redirect: 'error' });
    if (!answer.ok) return;
    const rows = [...parse(await answer.text()).querySelectorAll('tr')];
    const gone = new Set(ids);
    // Oldest first, so that the newest ends on top.
    for (const row of rows.reverse()) {
      gone.delete(row.dataset.id);
      place(body, row);
    }
    for (const id of gone) body.querySelector('[data-id="' + CSS.escape(id) + '"]')?.remove();
    const empty = document.getElementById('empty');
    if (empty && body.rows.length) location.reload();
  };

  // However much happens, a part of a page is fetched anew at most once in its data-live-every milliseconds; news of
  // that time are shown at its end. What the server had looked up before the news, data-live-age milliseconds ago, is
  // asked for once more.
  const regions = new Map();
  const stateOf = (region) => {
    if (!regions.has(region.id)) regions.set(region.id, { heard: 0, asked: 0, resting: false, again: false });
    return regions.get(region.id);
  };
  const rest = (region) => {
    const state = stateOf(region);
    state.resting = true;
    setTimeout(() => {
      state.resting = false;
      const present = document.getElementById(region.id);
      if (state.again && present) renew(present);
    }, Number(region.dataset.liveEvery ?? 0));
  };
  const renew = (region) => {
    const state = stateOf(region);
    state.again = state.resting;
    if (state.resting) return;
    window.htmx?.trigger(region, 'live');
    rest(region);
  };
  const hear = (region) => {
    stateOf(region).heard = performance.now();
    renew(region);
  };
  const renewOutdated = () => {
    for (const region of document.querySelectorAll('[data-live-age]')) {
      const state = stateOf(region);
      if (state.asked - Number(region.dataset.liveAge) >= state.heard) continue;
      state.again = true;
      if (!state.resting) rest(region);
    }
  };
  document.addEventListener('htmx:beforeRequest', (event) => {
    const region = event.detail.elt.closest('[data-live-keys]');
    if (region) stateOf(region).asked = performance.now();
  });
  document.addEventListener('htmx:afterSwap', renewOutdated);
  renewOutdated();

  const flush = async () => {
    timer = null;
    if (busy) { schedule(); return; }
    const keys = new Set(pending.keys());
    const all = everything;
    pending.clear();
    everything = false;
    busy = true;
    try {
      for (const body of document.querySelectorAll('[data-live-rows]')) {
        const kind = body.dataset.liveKind + ':';
        const shown = [...body.rows].map((row) => row.dataset.id).filter(Boolean);
        const ids = all ? shown
          : [...keys].filter((key) => key.startsWith(kind)).map((key) => key.slice(kind.length))
              .filter((id) => body.dataset.liveNew === 'true' || shown.includes(id));
        if (ids.length) await refreshRows(body, ids.slice(-MOST_ROWS));
      }
      for (const region of document.querySelectorAll('[data-live-keys]')) {
        const wanted = region.dataset.liveKeys.split(' ');
        if (all || wanted.some((key) => key === '*' || keys.has(key))) hear(region);
      }
    } catch {
      show('lost');
    } finally {
      busy = false;
    }
  };
  const schedule = () => { timer ??= setTimeout(flush, GATHER_MS); };

  // The mark says from where to go on: what happened while the page was made, or the line was cut, is told as well.
  let mark = document.body.dataset.liveMark;
  let wait = 2000;
  const connect = () => {
    const source = new EventSource(address + '?since=' + encodeURIComponent(mark));
    source.addEventListener('open', () => { wait = 2000; });
    source.addEventListener('fresh', (event) => {
      const behind = JSON.parse(event.data).behind;
      show(behind < 0 ? 'unknown' : behind > 0 ? 'behind' : 'live', behind);
    });
    source.addEventListener('changed', (event) => {
      const told = JSON.parse(event.data);
      mark = event.lastEventId || mark;
      for (const change of told.changes) pending.set(change.kind + ':' + change.id, change.version);
      everything ||= told.more;
      schedule();
    });
    source.addEventListener('error', () => {
      show('lost');
      // The browser tries again by itself unless it was refused, as by a server that is just starting.
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, 60000);
    });
    window.addEventListener('pagehide', () => source.close(), { once: true });
  };
  if (address && mark && window.EventSource) connect();
  window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });

  document.addEventListener('htmx:afterSettle', (event) => {
    const told = event.target.querySelector?.('[data-announce]') ?? event.target.closest?.('[data-announce]');
    if (told) say(told.dataset.announce);
  });

  // Without a script every field is there; with it, only those that the choice above needs.
  const choices = () => {
    for (const part of document.querySelectorAll('[data-when]')) {
      const [name, values] = part.dataset.when.split('=');
      const chosen = document.querySelector('[name="' + name + '"]:checked, select[name="' + name + '"]');
      const wanted = chosen && values.split(',').includes(chosen.value);
      part.hidden = !wanted;
      for (const field of part.querySelectorAll('input, select, textarea')) field.disabled = !wanted;
    }
    const country = document.querySelector('select[name="country"]');
    for (const group of document.querySelectorAll('optgroup[data-country]')) {
      const other = Boolean(country?.value) && group.dataset.country !== country.value;
      group.hidden = other;
      group.disabled = other;
      if (other && group.contains(group.parentElement.selectedOptions[0] ?? null)) group.parentElement.value = '';
    }
  };
  document.addEventListener('change', choices);
  choices();

  // A CSV file becomes the text of the field beside it at once, so that bad rows show where they can be corrected.
  for (const input of document.querySelectorAll('[data-numbers-for]')) {
    const field = document.getElementById(input.dataset.numbersFor);
    input.addEventListener('change', async () => {
      const file = input.files[0];
      if (!file || file.size > 1e6) return;
      const rows = (await file.text()).replace(/^\uFEFF/, '').split(/\r?\n/).map((row) => row.replaceAll('"', '').trim()).filter(Boolean);
      if (/^phonenumber$/i.test(rows[0] ?? '')) rows.shift();
      field.value = rows.join('\n');
      input.value = '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
      field.focus();
    });
    for (const type of ['dragover', 'dragleave', 'drop']) {
      field.addEventListener(type, (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        field.classList.toggle('is-over', type === 'dragover');
        if (type === 'drop') { input.files = event.dataTransfer.files; input.dispatchEvent(new Event('change')); }
      });
    }
  }

  // A day offers only the times at which the carrier lets go of numbers.
  const times = () => {
    const day = document.getElementById('f-portDay');
    const time = document.getElementById('f-portTime');
    const chosen = day?.selectedOptions[0];
    if (!chosen || !time) return;
    time.min = chosen.dataset.from.slice(0, 5);
    time.max = chosen.dataset.to.slice(0, 5);
    if (time.value < time.min || time.value > time.max) time.value = time.min;
  };
  document.addEventListener('change', (event) => { if (event.target.id === 'f-portDay') times(); });
  document.addEventListener('htmx:afterSwap', times);
  times();

  // What was opened stays open when the part of the page around it is made new.
  let opened = [];
  document.addEventListener('htmx:beforeSwap', () => { opened = [...document.querySelectorAll('details[id][open]')].map((one) => one.id); });
  document.addEventListener('htmx:afterSwap', () => { for (const id of opened) document.getElementById(id)?.setAttribute('open', ''); });
})();
