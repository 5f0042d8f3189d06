// ---- reads the paper, or a photo in its place; nothing leaves the page

const LONGEST = 1024; // a photo is made no larger than that
const seen = document.getElementById("seen").getContext("2d");

/** What the network makes of the drawing or the photo, and how it was given it. */
async function read(paper) {
  const began = performance.now();
  const source = photo ?? paper;
  const {data, width, height} = source.getContext("2d").getImageData(0, 0, source.width, source.height);
  const glyph = glyphOf(data, width, height);
  const {candidates, none} = answer(glyph);
  document.getElementById("time").textContent = "Answered in " + Math.round(performance.now() - began) + " ms.";
  const picture = seen.createImageData(SIDE, SIDE);
  glyph.forEach((value, i) => picture.data.set([0, 1, 2].map(() => 255 * (1 - value)).concat(255), 4 * i));
  seen.putImageData(picture, 0, 0);
  await new Promise(done => setTimeout(done)); // lets the pen go on
  return {candidates: candidates.slice(0, 3), none};
}

/** An image file as a canvas: upright, on white. */
async function canvasOf(file) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
  } catch {
    throw new Error(file.name + " is not an image that this browser can read.");
  } finally {
    URL.revokeObjectURL(image.src);
  }
  const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(scale * image.naturalWidth));
  canvas.height = Math.max(1, Math.round(scale * image.naturalHeight));
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function take(file) {
  try {
    const canvas = await canvasOf(file);
    clear();
    photo = canvas;
    update();
  } catch (problem) {
    tell(problem.message);
  }
}

for (const id of ["file", "camera"]) {
  document.getElementById(id).addEventListener("change", event => {
    if (event.target.files.length) {
      take(event.target.files[0]);
      event.target.value = "";
    }
  });
}
const board = document.getElementById("board");
board.addEventListener("dragover", event => {
  event.preventDefault();
  board.classList.add("over");
});
board.addEventListener("dragleave", () => board.classList.remove("over"));
board.addEventListener("drop", event => {
  event.preventDefault();
  board.classList.remove("over");
  if (event.dataTransfer.files.length) {
    take(event.dataTransfer.files[0]);
  }
});
