// The desk as `recoup serve` opens it, but for the limit of one person's requests: one person asks for fifty here.
import { defaultSettings } from '../models/settings.ts'
import { placesOf } from '../pipelines/runner/places.ts'
import { limits } from '../pipelines/serve/limits.ts'
import { openServer } from '../pipelines/serve.ts'

const { address } = await openServer(placesOf({ data: process.argv[2] }), defaultSettings, {
  host: '127.0.0.1',
  port: 0,
  tell: console.error,
  limits: { ...limits, ofPerson: Number.MAX_SAFE_INTEGER },
})
console.log(`${address}/`)
