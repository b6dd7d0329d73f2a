import { validate } from 'node-cron'

/** Whether it is a cron line of five fields: by the second nothing runs here. */
export const isCronLine = (line: string): boolean => line.trim().split(/\s+/).length === 5 && validate(line)
