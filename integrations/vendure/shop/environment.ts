/** The only file of the shop that reads the environment; `npm run demo:shop` fills it. */

function read(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: npm run demo:shop sets it.`);
  return value;
}

export const environment = {
  /** A folder of this shop's own, for its database. */
  folder: read("SHOP_FOLDER"),
  apiPort: Number(read("SHOP_API_PORT")),
  storefrontPort: Number(read("SHOP_PORT")),
  /** Of the administrator, who is made at the first start. */
  password: read("SHOP_PASSWORD"),
  site: read("WELLSPRING_SITE"),
  connection: read("WELLSPRING_CONNECTION"),
  address: read("WELLSPRING_ADDRESS"),
  key: read("WELLSPRING_KEY"),
  /** Of the elements, as `npx wellspring elements` prints them. */
  module: read("WELLSPRING_MODULE"),
  integrity: read("WELLSPRING_INTEGRITY"),
};
