// A map source of a Cloud-Optimized GeoTIFF, each part of which is asked for when the map needs it. geotiff.js and
// OpenLayers are there as scripts: GeoTIFF, ol.

const BLOCK_BYTES = 16 * 1024;

/** The source and its extent; read is a fetch that has headers for its one argument. */
export async function cogSource(read) {
  const client = new Client(read);
  const images = await overviews(client).catch(error => {
    throw client.failure ?? error; // geotiff.js says of each failure only that a request has failed
  });
  const whole = images.at(-1);
  const extent = whole.getBoundingBox();
  const source = new ol.source.ImageTile({
    attributions: 'Coastlines of Natural Earth, and the distance from them',
    projection: 'EPSG:3857',
    tileGrid: new ol.tilegrid.TileGrid({
      extent,
      resolutions: images.map(image => (extent[2] - extent[0]) / image.getWidth()),
      tileSizes: images.map(image => [image.getTileWidth(), image.getTileHeight()]),
    }),
    loader: (z, x, y) => tile(images[z], x, y).catch(() => tile(images[z], x, y)), // once more, or the map keeps a hole
    wrapX: false,
  });
  return { source, extent };
}

/** The coarsest first, as a tile grid has them. */
async function overviews(client) {
  const tiff = await GeoTIFF.fromCustomClient(client, { blockSize: BLOCK_BYTES });
  const images = [];
  for (let index = (await tiff.getImageCount()) - 1; index >= 0; index--) {
    images.push(await tiff.getImage(index));
  }
  return images;
}

/** One tile, which ends where the image does. */
async function tile(image, x, y) {
  const [width, height] = [image.getTileWidth(), image.getTileHeight()];
  const [left, top] = [x * width, y * height];
  const right = Math.min(left + width, image.getWidth());
  const bottom = Math.min(top + height, image.getHeight());
  const bytes = await image.readRGB({ window: [left, top, right, bottom], interleave: true });
  const pixels = new ImageData(width, height);
  for (let row = 0, from = 0; row < bottom - top; row++) {
    for (let to = row * width * 4, end = to + (right - left) * 4; to < end; from += 3, to += 4) {
      pixels.data.set([bytes[from], bytes[from + 1], bytes[from + 2], 255], to);
    }
  }
  return createImageBitmap(pixels);
}

/** What geotiff.js takes for an HTTP client; it remembers why a request has failed. */
class Client {
  failure;
  #read;

  constructor(read) {
    this.#read = read;
  }

  async request({ headers }) {
    try {
      const response = await this.#read({ headers });
      if (!response.ok) {
        throw new Error(`The file is answered with ${response.status}.`);
      }
      return {
        ok: true,
        status: response.status,
        getHeader: name => response.headers.get(name),
        getData: () => response.arrayBuffer(),
      };
    } catch (failure) {
      this.failure = failure;
      throw failure;
    }
  }
}
