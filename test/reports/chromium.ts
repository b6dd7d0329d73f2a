import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Where a Chromium is: what CHROMIUM_PATH names, else the first of the usual places. */
function chromiumPath(): string {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named
    throw new Error(
      `CHROMIUM_PATH names ${named}, and there is no such file: set it to a Chromium or Chrome.`,
    )
  }
  const found = PLACES.find((place) => existsSync(place))
  if (found === undefined) {
    throw new Error(
      'The pages are tested in Chromium, and none was found: install it ("apt-get install chromium" on Debian) ' +
        'or name one in CHROMIUM_PATH.',
    )
  }
  return found
}

/** A headless Chromium that calls no host by itself, so that every request seen is a page's own. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
