"use strict";

const paper = document.getElementById("paper");
const pen = paper.getContext("2d");
const cursor = document.getElementById("cursor");
const candidates = document.getElementById("candidates");
const verdict = document.getElementById("verdict");
const hint = document.getElementById("hint");
const statusLine = document.getElementById("status");
const buttons = ["undo", "clear", "download"].map(id => document.getElementById(id));

const PEN_WIDTH = 20; // of 448: what most training images have
const STEP = 14; // of the arrow keys
const LARGE_STEP = 56;
const SILENCE = 900; // milliseconds without change before an answer is read out

const SYMBOLS = {
  add: ["+", "plus"], sub: ["−", "minus"], mul: ["×", "times"], div: ["÷", "divided by"], eq: ["=", "equals"],
  dec: [".", "decimal point"]
};

// Inside a chapter or a notebook, what leads out of the page and its large heading are not wanted.
document.documentElement.classList.toggle("framed", parent !== window);

let strokes = []; // each a list of points [x, y] on the paper
let drawing = null; // the stroke being drawn
let photo = null; // an image to be read instead of a drawing, on pages that take one
let position = [paper.width / 2, paper.height / 2]; // of the pen that the keys move
let begun = 0; // counts drawings: an answer to one is not shown with the next
let asking = false;
let changed = false;
let speech;

// ---- the paper

function redraw() {
  pen.fillStyle = "white";
  pen.fillRect(0, 0, paper.width, paper.height);
  if (photo) {
    const scale = Math.min(paper.width / photo.width, paper.height / photo.height);
    const [width, height] = [photo.width * scale, photo.height * scale];
    pen.drawImage(photo, (paper.width - width) / 2, (paper.height - height) / 2, width, height);
  }
  pen.strokeStyle = pen.fillStyle = "black";
  pen.lineWidth = PEN_WIDTH;
  pen.lineCap = pen.lineJoin = "round";
  for (const stroke of strokes) {
    pen.beginPath();
    if (stroke.length === 1) {
      pen.arc(...stroke[0], 1.2 * PEN_WIDTH, 0, 2 * Math.PI);
      pen.fill();
    } else {
      pen.moveTo(...stroke[0]);
      for (let i = 1; i < stroke.length - 1; i++) {
        const [x, y] = stroke[i];
        pen.quadraticCurveTo(x, y, (x + stroke[i + 1][0]) / 2, (y + stroke[i + 1][1]) / 2);
      }
      pen.lineTo(...stroke[stroke.length - 1]);
      pen.stroke();
    }
  }
  for (const button of buttons) {
    button.disabled = isEmpty();
  }
  hint.hidden = !isEmpty();
}

function begin(point) {
  photo = null;
  drawing = [point];
  strokes.push(drawing);
  update();
}

function extend(point) {
  const [x, y] = drawing[drawing.length - 1];
  if (Math.hypot(point[0] - x, point[1] - y) >= 2) {
    drawing.push(point);
  }
}

function undo() {
  drawing = photo = null;
  strokes.pop();
  update();
}

function clear() {
  begun++;
  drawing = photo = null;
  strokes = [];
  update();
}

function update() {
  redraw();
  changed = true;
  if (isEmpty()) {
    show({candidates: [], none: false}); // also while an older question is still under way
  } else if (candidates.children.length === 0) {
    candidates.replaceChildren(Object.assign(document.createElement("li"), {className: "thinking", textContent: "Thinking …"}));
  }
  ask();
}

// ---- the answer: at most one question under way, always about the newest drawing

async function ask() {
  if (asking || !changed) {
    return;
  }
  asking = true;
  changed = false;
  try {
    if (!isEmpty()) {
      const asked = begun;
      const answer = await read(paper);
      if (asked === begun && !isEmpty()) {
        show(answer);
      }
    }
  } catch (problem) {
    candidates.replaceChildren();
    verdict.textContent = "";
    tell(problem.message);
  } finally {
    asking = false;
  }
  ask();
}

function isEmpty() {
  return strokes.length === 0 && photo === null;
}

function show({candidates: best, none}) {
  candidates.classList.toggle("none", none);
  candidates.replaceChildren(...best.map(({label, probability}) => {
    const item = document.createElement("li");
    const bar = document.createElement("progress");
    bar.value = probability;
    bar.setAttribute("aria-hidden", "true");
    item.append(text(name(label)), bar, text(percent(probability)));
    return item;
  }));
  verdict.textContent = none ? "None of these symbols" : "";
  say(sentence(best, none));
}

function sentence(best, none) {
  if (best.length === 0) {
    return "The paper is empty.";
  }
  const words = best.map(({label, probability}) => spoken(label) + ", " + percent(probability));
  return (none ? "None of these symbols; most like " : "Probably ") + words.join("; or ");
}

function text(content) {
  const span = document.createElement("span");
  span.textContent = content;
  return span;
}

function name(label) {
  return label in SYMBOLS ? SYMBOLS[label][0] + " " + label : label;
}

function spoken(label) {
  return label in SYMBOLS ? SYMBOLS[label][1] : label;
}

function percent(probability) {
  return (100 * probability).toFixed(1) + " %";
}

/** For those who do not see the answer. */
function say(sentence) {
  clearTimeout(speech);
  speech = setTimeout(() => {
    statusLine.className = "spoken";
    statusLine.textContent = sentence;
  }, SILENCE);
}

/** For everyone. */
function tell(sentence) {
  clearTimeout(speech);
  statusLine.className = "";
  statusLine.textContent = sentence;
}

// ---- mouse, finger and pen

function at(event) {
  const box = paper.getBoundingClientRect();
  return [(event.clientX - box.left) * paper.width / box.width, (event.clientY - box.top) * paper.height / box.height];
}

paper.addEventListener("pointerdown", event => {
  if (event.isPrimary && event.button === 0) {
    paper.setPointerCapture(event.pointerId);
    cursor.hidden = true;
    begin(at(event));
  }
});
paper.addEventListener("pointermove", event => {
  if (drawing && event.isPrimary && event.buttons & 1) {
    const events = event.getCoalescedEvents?.() ?? []; // not offered where the page around it came by plain HTTP
    (events.length ? events : [event]).forEach(each => extend(at(each)));
    update();
  }
});
for (const end of ["pointerup", "pointercancel"]) {
  paper.addEventListener(end, event => {
    if (event.isPrimary) {
      drawing = null;
    }
  });
}

// ---- keys

const MOVES = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

function move([dx, dy], step) {
  position = [within(position[0] + dx * step, paper.width), within(position[1] + dy * step, paper.height)];
  if (drawing) {
    extend(position);
    update();
  }
  place();
}

function within(value, size) {
  return Math.min(Math.max(value, 0), size);
}

function place() {
  cursor.hidden = false;
  cursor.classList.toggle("down", drawing !== null);
  cursor.style.left = 100 * position[0] / paper.width + "%";
  cursor.style.top = 100 * position[1] / paper.height + "%";
}

function tellPlace(what) {
  const [column, row] = position.map(value => Math.round(value / STEP));
  tell(what + ", column " + column + ", row " + row + " of " + paper.width / STEP);
}

paper.addEventListener("keydown", event => {
  if (event.key in MOVES) {
    move(MOVES[event.key], event.shiftKey ? LARGE_STEP : STEP);
    tellPlace(drawing ? "Drawing" : "Pen up");
  } else if (event.key === " ") {
    if (drawing) {
      drawing = null;
      update();
    } else {
      begin(position);
      tellPlace("Pen down");
    }
    place();
  } else if (event.key === "Backspace" || event.key === "z" && (event.ctrlKey || event.metaKey)) {
    undo();
  } else if (event.key === "Delete") {
    clear();
  } else {
    return;
  }
  event.preventDefault();
});
paper.addEventListener("blur", () => {
  drawing = null;
  cursor.hidden = true;
});

// ---- buttons

document.getElementById("undo").addEventListener("click", undo);
document.getElementById("clear").addEventListener("click", clear);
document.getElementById("download").addEventListener("click", () => {
  const link = document.createElement("a");
  link.download = "symbol.png";
  link.href = paper.toDataURL("image/png");
  link.click();
});

redraw();
