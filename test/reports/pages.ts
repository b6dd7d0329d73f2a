import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../reports/pages/', import.meta.url))

/** The title and the path of every page that is one file. */
export const pages: readonly (readonly [title: string, path: string])[] = readdirSync(folder, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => file.endsWith('.md') && !file.includes('['))
  .sort()
  .map((file) => {
    const title = /^title: (.+)$/m.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? ''
    const place = file.replace(/\.md$/, '').replace(/(^|\/)index$/, '')
    return [title, place === '' ? '/' : `/${place}/`]
  })
