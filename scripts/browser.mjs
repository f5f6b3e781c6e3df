/** Finds a Chromium for the stories: the named one, Playwright's own, the system's, or the one that npm ships. */
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge']

const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

function canRun(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function ofTheSystem() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...places, ...ELSEWHERE].find((path) => existsSync(path) && canRun(path)) ?? null
}

/** Comes with npm for Linux on x64; unpacks itself into the folder for temporary files. */
async function ofNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  // Without this name the package unpacks neither its libraries nor its fonts; it must be there before the import.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}

/**
 * @returns the path of a Chromium that can be run; also put into CHROMIUM_PATH, for the processes that follow
 * @throws a sentence when there is none
 */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file.`)
  }
  const { chromium } = await import('playwright')
  const own = chromium.executablePath()
  const path = (existsSync(own) ? own : null) ?? ofTheSystem() ?? (await ofNpm())
  if (!path) throw new Error('There is no Chromium. Run `npx playwright install chromium`, or set CHROMIUM_PATH.')
  process.env.CHROMIUM_PATH = path
  return path
}
