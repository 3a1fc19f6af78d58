/** Runs the checks one after the other, and prints one line for each. */
export async function run(checks: Record<string, () => Promise<void>>) {
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(name, 'ok');
    } catch (failure) {
      console.log(name, 'failed:', failure);
    }
  }
}

export function env(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set`);
  }
  return value;
}

export function require(condition: boolean): asserts condition {
  if (!condition) {
    throw new Error('another value than expected');
  }
}

export async function sameBytes(received: Blob, expected: Buffer) {
  require(received instanceof Blob && expected.equals(Buffer.from(await received.arrayBuffer())));
}
