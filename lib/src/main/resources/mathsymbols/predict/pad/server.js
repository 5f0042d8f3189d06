"use strict";

// ---- asks the server that this page came from

function send(image) {
  return fetch("predict", {method: "POST", headers: {"Content-Type": "image/png"}, body: image});
}

async function read(paper) {
  const image = await new Promise(done => paper.toBlob(done, "image/png"));
  const response = await send(image).catch(() => {
    throw new Error("The drawing pad has stopped: run its cell again.");
  });
  if (!response.ok) {
    throw new Error(await response.text());
  }
  return response.json();
}

// The first question to a classifier takes longer than any other: it is asked before anybody draws.
read(document.getElementById("paper")).catch(() => {});
