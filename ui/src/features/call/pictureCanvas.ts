import type { Frame } from "./watchPicture";

/** Corners of the picture as two triangles, and where each lies in a frame that is turned by none to three quarters. */
const CORNERS = [-1, -1, 1, -1, -1, 1, 1, 1];
const UNTURNED = [0, 1, 1, 1, 0, 0, 1, 0];
const UPRIGHT = [UNTURNED, [1, 1, 1, 0, 0, 1, 0, 0], [1, 0, 0, 0, 1, 1, 0, 1], [0, 0, 0, 1, 1, 0, 1, 1]];

const PLACES = `
attribute vec2 corner;
attribute vec2 place;
varying vec2 at;
void main() {
  at = place;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

/** ITU-R BT.601 with 16 to 235 for black to white, as WebRTC sends it. */
const COLOURS = `
precision mediump float;
varying vec2 at;
uniform sampler2D y;
uniform sampler2D u;
uniform sampler2D v;
void main() {
  float light = 1.164 * (texture2D(y, at).r - 0.0627);
  float blue = texture2D(u, at).r - 0.502;
  float red = texture2D(v, at).r - 0.502;
  gl_FragColor = vec4(light + 1.596 * red, light - 0.392 * blue - 0.813 * red, light + 2.017 * blue, 1.0);
}`;

/** Draws frames onto a canvas by the graphics card; undefined where there is none to draw by. */
export function pictureCanvas(canvas: HTMLCanvasElement): ((frame: Frame) => void) | undefined {
  const gl = canvas.getContext("webgl", { alpha: false, antialias: false, depth: false });
  if (!gl) return undefined;
  let draw = prepare(gl);
  canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
  canvas.addEventListener("webglcontextrestored", () => {
    draw = prepare(gl);
  });
  return (frame) => {
    if (!gl.isContextLost()) draw(frame);
  };
}

function prepare(gl: WebGLRenderingContext): (frame: Frame) => void {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, PLACES],
    [gl.FRAGMENT_SHADER, COLOURS],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) continue;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  ["y", "u", "v"].forEach((name, unit) => prepareTexture(gl, program, name, unit));
  attribute(gl, program, "corner", CORNERS);
  let turned: number | undefined;
  return ({ width, height, quarterTurns, planes: [y, u, v] }) => {
    if (turned !== quarterTurns) attribute(gl, program, "place", UPRIGHT[quarterTurns] ?? UNTURNED);
    turned = quarterTurns;
    const [across, down] = quarterTurns % 2 === 0 ? [width, height] : [height, width];
    if (gl.canvas.width !== across || gl.canvas.height !== down) {
      [gl.canvas.width, gl.canvas.height] = [across, down];
      gl.viewport(0, 0, across, down);
    }
    upload(gl, 0, width, height, y);
    upload(gl, 1, Math.ceil(width / 2), Math.ceil(height / 2), u);
    upload(gl, 2, Math.ceil(width / 2), Math.ceil(height / 2), v);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  };
}

function prepareTexture(gl: WebGLRenderingContext, program: WebGLProgram, name: string, unit: number) {
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  // Frames have any size, for which only these work everywhere.
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  gl.uniform1i(gl.getUniformLocation(program, name), unit);
}

function attribute(gl: WebGLRenderingContext, program: WebGLProgram, name: string, values: number[]) {
  const at = gl.getAttribLocation(program, name);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(values), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(at);
  gl.vertexAttribPointer(at, 2, gl.FLOAT, false, 0, 0);
}

function upload(gl: WebGLRenderingContext, unit: number, width: number, height: number, plane: Uint8Array) {
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.LUMINANCE, width, height, 0, gl.LUMINANCE, gl.UNSIGNED_BYTE, plane);
}
