// What a page does beyond being read. Everything on it is there without this, too.
(() => {
  const root = document.documentElement;
  const kept = {
    get: key => { try { return localStorage.getItem(key); } catch (e) { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch (e) { /* then for this page only */ } }
  };
  root.classList.toggle('no-code', kept.get('math-symbols-code') === 'hidden'); // before anything is drawn

  function hideCode() {
    const button = document.querySelector('.hide-code');
    if (!button) return;
    const label = () => { button.textContent = root.classList.contains('no-code') ? 'Show code' : 'Hide code'; };
    button.hidden = false;
    button.onclick = () => {
      kept.set('math-symbols-code', root.classList.toggle('no-code') ? 'hidden' : 'shown');
      label();
    };
    label();
  }

  // The section that is being read is marked among the contents.
  function contents() {
    const fold = document.querySelector('.contents-fold');
    if (fold && innerWidth < 1200) fold.open = false;
    const links = [...document.querySelectorAll('nav.contents a')];
    const heads = links.map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const mark = () => {
      const passed = heads.filter(head => head && head.getBoundingClientRect().top < innerHeight / 4).length;
      links.forEach((link, i) => {
        if (i === passed - 1) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      });
    };
    addEventListener('scroll', mark, { passive: true });
    mark();
  }

  // Only what is wider than its place asks for scrolling, and for the keyboard's attention.
  function scrollers() {
    for (const box of document.querySelectorAll('.scroll, pre')) {
      const cut = box.scrollWidth > box.clientWidth + 1;
      const table = box.matches('.scroll');
      if (cut) {
        box.setAttribute('role', table ? 'region' : 'group');
        box.tabIndex = 0;
        if (!table) box.setAttribute('aria-label', box.closest('.highlight') ? 'Code' : 'Output');
      } else {
        for (const name of ['tabindex', 'role', ...(table ? [] : ['aria-label'])]) box.removeAttribute(name);
      }
      box.classList.toggle('cut', cut);
      if (table) {
        let hint = box.previousElementSibling;
        if (cut && !(hint && hint.matches('.scroll-hint'))) {
          hint = Object.assign(document.createElement('p'), { className: 'scroll-hint', textContent: 'Scroll for more columns →' });
          box.before(hint);
        }
        if (hint && hint.matches('.scroll-hint')) hint.hidden = !cut;
      }
    }
  }

  // Numbers by their value, sizes such as 96 × 54 × 54 by how much they hold, everything else by its letters.
  function compare(one, other) {
    const number = text => text.split('×').map(part => Number(part.replace(/[,%\s]/g, '') || NaN)).reduce((a, b) => a * b);
    const [a, b] = [number(one), number(other)];
    return isNaN(a) - isNaN(b) || a - b || one.localeCompare(other);
  }

  // A table is sorted by the column whose head is pressed, the other way round when pressed again.
  function sortable() {
    for (const table of document.querySelectorAll('.output table')) {
      const body = table.tBodies[0];
      const heads = table.tHead ? [...table.tHead.rows[0].cells] : [];
      if (!body || body.rows.length < 4) continue;
      heads.filter(head => head.textContent.trim()).forEach(head => {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'sort';
        button.title = 'Sort';
        button.append(...head.childNodes);
        head.append(button);
        button.onclick = () => {
          const down = head.getAttribute('aria-sort') === 'ascending';
          const text = row => row.cells[head.cellIndex].textContent.trim().replace(/^[–-]$/, '');
          const rows = [...body.rows];
          const total = /^total$/i.test(rows[rows.length - 1].cells[0].textContent.trim()) ? rows.pop() : [];
          // What is empty comes last, whichever way.
          rows.sort((a, b) => !text(a) - !text(b) || compare(text(a), text(b)) * (down ? -1 : 1));
          heads.forEach(each => each.removeAttribute('aria-sort'));
          head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
          body.append(...rows.concat(total));
        };
      });
    }
  }

  // Where the page is narrow, panels that stand side by side go below each other, and what has none is moved sideways.
  function stack() {
    for (const image of document.querySelectorAll('main figure:not([data-panels]):not(.slides) img[width]')) {
      if (!image.closest('.tools')) image.closest('figure').classList.toggle('wide', Number(image.getAttribute('width')) > 560);
    }
    for (const figure of document.querySelectorAll('main figure[data-panels]')) {
      const count = Number(figure.dataset.panels);
      const place = figure.querySelector('.enlarge, .pictures');
      const whole = place.querySelector('.picture, img');
      const narrow = figure.clientWidth < 600;
      if (narrow === Boolean(place.querySelector('.panel'))) continue;
      if (!narrow) {
        whole.style.cssText = whole.matches('img') ? 'max-width:100%;height:auto' : '';
        place.replaceChildren(whole);
        continue;
      }
      place.replaceChildren(...Array.from({ length: count }, (_, i) => {
        const panel = document.createElement('div');
        const part = i === 0 ? whole : whole.cloneNode(true);
        if (i > 0) (part.querySelector('img') || part).alt = '';
        part.style.cssText = `width:${100 * count}%;height:auto;margin-left:${-100 * i}%`;
        panel.className = 'panel';
        panel.append(part);
        return panel;
      }));
    }
  }

  // Shows figures in a window of their own: those that say nothing more when pressed, and others at a button's request.
  function enlarging() {
    const dialog = document.createElement('dialog');
    dialog.innerHTML = '<button type="button" autofocus>Close</button><div tabindex="0" role="region" aria-label="Figure"></div>';
    dialog.setAttribute('aria-label', 'Enlarged figure');
    const [close, place] = dialog.children;
    close.onclick = place.onclick = () => dialog.close();
    document.body.append(dialog);
    return figure => {
      const copy = figure.cloneNode(true);
      const whole = copy.querySelector('img');
      whole.removeAttribute('style');
      copy.querySelector('.enlarge, .pictures').replaceWith(whole);
      copy.querySelectorAll('.tools').forEach(each => each.remove());
      place.replaceChildren(copy);
      dialog.showModal();
    };
  }

  function enlarge(show) {
    for (const image of document.querySelectorAll('main figure:not(.slides) > img')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'enlarge';
      button.title = 'Enlarge';
      image.replaceWith(button);
      button.append(image);
      button.onclick = () => show(image.closest('figure'));
    }
  }

  document.addEventListener('DOMContentLoaded', () => {
    hideCode();
    contents();
    const show = enlarging();
    figuresThatAnswer(show);
    enlarge(show);
    sortable();
    stack();
    scrollers();
    addEventListener('resize', () => { stack(); scrollers(); });
    document.addEventListener('toggle', scrollers, true);
    addEventListener('load', scrollers);
    addEventListener('beforeprint', () => document.querySelectorAll('.math-symbols-card details').forEach(each => { each.open = true; }));
  });
})();
