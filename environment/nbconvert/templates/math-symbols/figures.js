// Figures that answer: what a figure's own record (details) tells beyond its picture. The picture is enough without it.
(() => {
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const drawn = (name, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  // A list to choose from, under a name.
  const chooser = (name, options, chosen) => {
    const select = make('select', { onchange: () => chosen(select.selectedIndex) }, ...options);
    return make('label', {}, name + ' ', select);
  };

  function overlay(figure, image) {
    const size = { width: Number(image.getAttribute('width')), height: Number(image.getAttribute('height')) };
    const svg = drawn('svg', { class: 'answer', viewBox: `0 0 ${size.width} ${size.height}`, 'aria-hidden': 'true' });
    const picture = make('div', { className: 'picture' });
    const pictures = make('div', { className: 'pictures' }, picture);
    image.replaceWith(pictures);
    picture.append(image, svg);
    // A phone shows the picture once for each of its panels, each with an overlay of its own.
    const all = () => figure.querySelectorAll('svg.answer');
    return {
      show: (...shapes) => all().forEach(each => each.replaceChildren(...shapes.map(shape => shape.cloneNode(true)))),
      listen: (types, hear) => types.forEach(type => pictures.addEventListener(type, event => {
        const part = event.target.closest('.picture');
        if (!part) return;
        const box = part.getBoundingClientRect();
        hear((event.clientX - box.left) * size.width / box.width, (event.clientY - box.top) * size.height / box.height, size);
      }))
    };
  }

  // The nearest point of any line under the pointer, or the point that the two controls choose.
  function lines(figure, over, tools, told) {
    const charts = [...new Set(told.map(line => line.chart))];
    const output = make('output');
    const slider = make('input', { type: 'range', min: 0, value: 0 });
    const groups = charts.map(chart => make('optgroup', { label: chart }, ...told.filter(line => line.chart === chart)
      .map(line => make('option', { textContent: line.name, value: told.indexOf(line) }))));
    let line = told[0];
    const options = charts.length > 1 ? groups : [...groups[0].children];
    const choice = chooser('Line', options, () => { line = told[select.value]; point(Number(slider.value)); });
    const select = choice.querySelector('select');
    const number = value => value.toLocaleString('en', { maximumFractionDigits: 4 });

    function point(index) {
      const at = Math.max(0, Math.min(index, line.points.length - 1));
      const [x, y, along, value] = line.points[at];
      select.value = told.indexOf(line);
      slider.max = line.points.length - 1;
      slider.value = at;
      const words = `${line.along} ${number(along)}: ${number(value)}`;
      slider.setAttribute('aria-valuetext', words);
      output.value = `${charts.length > 1 ? line.chart + ', ' : ''}${line.name}, ${words}`;
      const path = line.points.map(p => p.slice(0, 2).join()).join(' ');
      const own = { class: 'own', style: `--own: ${line.color}` };
      over.show(drawn('polyline', { points: path, class: 'halo' }), drawn('polyline', { points: path, ...own }),
        drawn('circle', { cx: x, cy: y, r: 6, ...own }));
    }
    over.listen(['pointermove', 'pointerdown'], (x, y, size) => {
      let best = [30 * size.width / Math.max(300, figure.clientWidth)];
      for (const each of told) {
        each.points.forEach(([px, py], i) => {
          const far = Math.hypot(px - x, py - y);
          if (far < best[0]) best = [far, each, i];
        });
      }
      if (best[1]) {
        line = best[1];
        point(best[2]);
      }
    });
    slider.oninput = () => point(Number(slider.value));
    // A single point has nowhere to go.
    const along = told.some(each => each.points.length > 1) ? [make('label', {}, line.along + ' ', slider)] : [];
    tools.append(choice, ...along, output);
    point(line.points.length - 1);
    output.value = 'Point at the picture, or choose: ' + output.value;
  }

  // The cell that is pressed or chosen shows its images; the one under the pointer says what it counts.
  function cells(figure, over, tools, told) {
    const output = make('output');
    const images = make('div', { className: 'images' });
    const mark = cell => over.show(drawn('rect', cell.box));
    const tell = cell => { mark(cell); output.value = cell.says + '.'; };
    let chosen;
    function show(cell) {
      chosen = cell;
      tell(cell);
      select.value = told.indexOf(cell);
      images.replaceChildren(...cell.images.map((source, i) =>
        make('img', { src: source, alt: `${cell.name.split(',')[0]}, image ${i + 1}`, width: 48, height: 48 })));
    }
    const options = told.map((cell, i) => make('option', { textContent: cell.name, value: i }));
    const choice = chooser('Cell', options, i => show(told[i]));
    const select = choice.querySelector('select');
    const under = (x, y) => told.find(({ box }) =>
      x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height);
    over.listen(['pointermove'], (x, y) => {
      const cell = under(x, y) || chosen;
      if (cell) tell(cell);
    });
    over.listen(['click'], (x, y) => { if (under(x, y)) show(under(x, y)); });
    figure.addEventListener('pointerleave', () => { if (chosen) tell(chosen); });
    tools.append(choice, output, images);
    show(told[0]);
    output.value = 'Point at a cell, or choose: ' + output.value;
  }

  // The parts of the picture change places; what was drawn between them stays.
  function pieces(figure, image, tools, told) {
    const names = Object.keys(told[0].by);
    const original = make('img', { src: image.src });
    const sort = name => {
      const order = [...told].sort((a, b) => typeof a.by[name] === 'number'
        ? b.by[name] - a.by[name] : a.by[name].localeCompare(b.by[name]));
      const canvas = make('canvas', { width: original.naturalWidth, height: original.naturalHeight });
      const scale = original.naturalWidth / Number(image.getAttribute('width'));
      const pen = canvas.getContext('2d');
      pen.drawImage(original, 0, 0);
      told.forEach(({ box }, i) => {
        const from = order[i].box;
        pen.drawImage(original, ...[from, box].flatMap(({ x, y, width, height }) => [x, y, width, height].map(v => v * scale)));
      });
      figure.querySelectorAll('.enlarge img, .pictures img').forEach(each => { each.src = canvas.toDataURL(); });
    };
    tools.append(chooser('Sorted by', names.map(name => make('option', { textContent: name })), i => sort(names[i])));
  }

  window.figuresThatAnswer = enlarge => {
    for (const record of document.querySelectorAll('main figure > script[type="application/json"]')) {
      const figure = record.parentNode;
      const image = figure.querySelector('img');
      const told = JSON.parse(record.textContent).filter(detail => !detail.points || detail.points.length);
      if (!told.length) continue;
      const tools = make('div', { className: 'tools' });
      record.replaceWith(tools);
      if (told[0].by) {
        pieces(figure, image, tools, told);
      } else {
        (told[0].points ? lines : cells)(figure, overlay(figure, image), tools, told);
        tools.append(make('button', { type: 'button', textContent: 'Enlarge', onclick: () => enlarge(figure) }));
      }
    }
  };
})();
