/** @returns the path of a Chromium that can be run @throws a sentence when there is none */
export function findBrowser(): Promise<string>
