import type { InboxFile } from './inbox.ts'

/**
 * Whether each line of a JSON file is a record, judging by the file's name and by how it begins; else its records
 * are the elements of an array, or objects that go on over lines. Under a name that promises lines, an array is
 * one only where it goes on over lines or stands alone: else it is a bad first line.
 */
export function isOneRecordALine({ format }: Pick<InboxFile, 'format'>, head: string): boolean {
  const text = head.replace(/^\ufeff/, '').trimStart()
  const [line = '', ...others] = text.split(/\r\n|\r|\n/)
  if (text.startsWith('['))
    return format === 'ndjson' && isJson(line) && others.some((other) => other.trim() !== '')
  return !text.startsWith('{') || format === 'ndjson' || isJson(line)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
