// ---- the network: seven convolutions of 3 × 3 with ReLU, maxima of 2 × 2 after every second, means of 3 × 3, one dense layer

const MODEL = JSON.parse(document.getElementById("model").textContent);
const SIDE = 48;
const LAYERS = decoded(MODEL);

/** Each layer's int8 weights, each output's step and bias (bfloat16: the upper half of a float32), one after the other. */
function decoded({layers, weights}) {
  const bytes = Uint8Array.from(atob(weights), character => character.charCodeAt(0));
  let at = 0;
  const halves = count => Float64Array.from(
    new Float32Array(Uint32Array.from({length: count}, () => (bytes[at++] << 16 | bytes[at++] << 24) >>> 0).buffer));
  return layers.map(({outputs, inputs}) => {
    const whole = new Int8Array(bytes.buffer, at, outputs * inputs);
    at += whole.length;
    const steps = halves(outputs);
    return {weights: Float64Array.from(whole, (value, i) => value * steps[Math.floor(i / inputs)]), bias: halves(outputs)};
  });
}

/** Maps of side × side, each with a border of zeros, as all are here. */
function convolve(maps, side, {weights, bias}) {
  const width = side + 2, plane = width * width, channels = maps.length / plane;
  const result = new Float64Array(bias.length * plane);
  for (let out = 0, w = 0; out < bias.length; out++) {
    const sums = new Float64Array(plane).fill(bias[out]);
    for (let channel = 0; channel < channels; channel++, w += 9) {
      const from = maps.subarray(channel * plane, (channel + 1) * plane);
      const a = weights[w], b = weights[w + 1], c = weights[w + 2], d = weights[w + 3], e = weights[w + 4],
        f = weights[w + 5], g = weights[w + 6], h = weights[w + 7], i = weights[w + 8];
      for (let y = 1; y <= side; y++) {
        const p = y * width; // a window of three columns, r, s and t, moves along the row
        let r0 = from[p - width], r1 = from[p], r2 = from[p + width];
        let s0 = from[p - width + 1], s1 = from[p + 1], s2 = from[p + width + 1];
        for (let x = p + 1; x <= p + side; x++) {
          const t0 = from[x - width + 1], t1 = from[x + 1], t2 = from[x + width + 1];
          sums[x] += a * r0 + b * s0 + c * t0 + d * r1 + e * s1 + f * t1 + g * r2 + h * s2 + i * t2;
          r0 = s0; r1 = s1; r2 = s2; s0 = t0; s1 = t1; s2 = t2;
        }
      }
    }
    for (let y = 1; y <= side; y++) {
      for (let p = y * width + 1, end = p + side; p < end; p++) {
        result[out * plane + p] = Math.max(0, sums[p]);
      }
    }
  }
  return result;
}

/** One value for each square of size × size; with a border of zeros around them, or none. */
function pool(maps, side, size, border, join) {
  const width = side + 2, plane = width * width, small = side / size, to = small + 2 * border;
  const result = new Float64Array(maps.length / plane * to * to);
  for (let channel = 0; channel < maps.length / plane; channel++) {
    for (let y = 0; y < small; y++) {
      for (let x = 0; x < small; x++) {
        const square = [];
        for (let i = 0; i < size * size; i++) {
          const row = size * y + Math.floor(i / size) + 1, column = size * x + i % size + 1;
          square.push(maps[channel * plane + row * width + column]);
        }
        result[(channel * to + y + border) * to + x + border] = join(square);
      }
    }
  }
  return result;
}

function logits(glyph) {
  let side = SIDE, maps = new Float64Array((side + 2) * (side + 2));
  glyph.forEach((value, i) => { maps[(Math.floor(i / side) + 1) * (side + 2) + i % side + 1] = value; });
  LAYERS.slice(0, -1).forEach((layer, i) => {
    maps = convolve(maps, side, layer);
    if (i % 2 === 1) {
      maps = pool(maps, side, 2, 1, square => Math.max(...square));
      side /= 2;
    }
  });
  const features = pool(maps, side, 3, 0, square => square.reduce((sum, value) => sum + value) / 9);
  const {weights, bias} = LAYERS[LAYERS.length - 1];
  return bias.map((sum, out) => features.reduce((s, value, i) => s + weights[out * features.length + i] * value, sum));
}

function answer(glyph) {
  const values = Array.from(logits(glyph)), most = Math.max(...values);
  const powers = values.map(value => Math.exp(value - most)), sum = powers.reduce((s, power) => s + power);
  const candidates = MODEL.labels.map((label, i) => ({label, probability: powers[i] / sum}))
    .sort((one, other) => other.probability - one.probability);
  return {candidates, none: MODEL.rejection !== null && score(values, most, sum) < MODEL.rejection.threshold};
}

/** How sure the logits are that they know the image at all, as the rejection's rule has it. */
function score(values, most, sum) {
  const {classes, paper} = MODEL.rejection.score;
  if (classes === undefined) {
    return {LOGIT: most, ENERGY: most + Math.log(sum), PROBABILITY: 1 / sum}[MODEL.rejection.score];
  }
  const nearest = Math.min(...classes.map(cluster => distance(values, cluster)));
  return distance(values, paper) < nearest ? -Infinity : -nearest;
}

/** Mahalanobis' distance, squared. */
function distance(values, {mean, whitening}) {
  return whitening.reduce((sum, row) => sum + row.reduce((s, w, i) => s + w * (values[i] - mean[i]), 0) ** 2, 0);
}

// ---- the glyph: what the network is given of an image

/** @param pixels of width × height, red, green, blue and one more each, opaque; gives 48 × 48 from 0 (paper) to 1 (ink) */
function glyphOf(pixels, width, height) {
  const long = Math.max(width, height);
  let means = areaMeans(pixels, width, height, 0, 0, width, height, null);
  if (long > 1.5 * Math.min(width, height)) { // a strip, put in the middle of a square of paper
    const paper = [0, 1, 2].map(channel => median(means[channel]));
    const left = Math.floor((long - width) / 2), above = Math.floor((long - height) / 2);
    means = areaMeans(pixels, width, height, left, above, long, long, paper);
  }
  return ink(clearest(means));
}

/** Red, green and blue of 48 × 48 rectangles of a sheet, on which the image lies at (left, above). */
function areaMeans(pixels, width, height, left, above, sheetWidth, sheetHeight, paper) {
  const columns = shares(sheetWidth), rows = shares(sheetHeight), result = [0, 1, 2].map(() => new Float64Array(SIDE * SIDE));
  const line = new Float64Array(3 * SIDE); // means along one row of pixels
  rows.forEach((lines, y) => {
    for (const [row, weight] of lines) {
      line.fill(0);
      columns.forEach((parts, x) => {
        for (const [column, share] of parts) {
          const inside = column >= left && column < left + width && row >= above && row < above + height;
          const at = 4 * ((row - above) * width + column - left);
          for (let channel = 0; channel < 3; channel++) {
            line[3 * x + channel] += share * (inside ? pixels[at + channel] : paper[channel]);
          }
        }
      });
      result.forEach((means, channel) => {
        for (let x = 0; x < SIDE; x++) {
          means[y * SIDE + x] += weight * line[3 * x + channel];
        }
      });
    }
  });
  return result;
}

/** For each of 48 equal parts of a line of so many pixels: the pixels in it, and the share that each has of it. */
function shares(length) {
  return Array.from({length: SIDE}, (_, i) => {
    const begin = i * length / SIDE, end = (i + 1) * length / SIDE, parts = [];
    for (let from = Math.floor(begin); from < Math.min(length, Math.ceil(end)); from++) {
      parts.push([from, (Math.min(end, from + 1) - Math.max(begin, from)) / (end - begin)]);
    }
    return parts;
  });
}

/** Of 255: less than any pen makes and more than the rounding of means does, which must not decide about blank paper. */
const ROUNDING = 0.1;

/** The one of luminance, blue, green and red that varies most; of equals, luminance. */
function clearest([red, green, blue]) {
  const light = red.map((value, i) => 0.299 * value + 0.587 * green[i] + 0.114 * blue[i]);
  const variances = [variance(light) + ROUNDING ** 2, ...[blue, green, red].map(variance)];
  return [light, blue, green, red][variances.indexOf(Math.max(...variances))];
}

/**
 * Most of an image is paper; where the symbol is the lighter of the two, all is inverted. The lightest and the darkest
 * hundredth tell.
 */
function ink(light) {
  const sorted = light.slice().sort(), paper = median(light), tail = Math.floor(light.length / 100);
  const lightOnDark = mean(sorted.slice(-tail)) - paper > paper - mean(sorted.slice(0, tail)) + ROUNDING;
  return light.map(value => (lightOnDark ? value : 255 - value) / 255);
}

function median(values) {
  return values.slice().sort()[values.length / 2];
}

function mean(values) {
  return values.reduce((sum, value) => sum + value) / values.length;
}

function variance(values) {
  const middle = mean(values);
  return mean(values.map(value => (value - middle) ** 2));
}
