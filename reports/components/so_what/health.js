import { counted, share } from '../format.js'
import { said, sum } from './said.js'

export function ofHealth(feeds, checks, runs) {
  const sentences = []
  const [last] = runs
  if (last) sentences.push(said(last.outcome === 'succeeded' ? 'fine' : 'fault', `The run before this snapshot ${last.outcome === 'interrupted' ? 'was interrupted' : last.outcome} (${last.started}); ${counted(last.steps_run, 'step')} ran, ${counted(last.steps_skipped, 'step')} had nothing new.`))
  const read = sum(feeds, 'rows_read')
  const held = sum(feeds, 'rows_held')
  const failing = sum(feeds, 'files_failing')
  const unaccounted = read - sum(feeds, 'rows_accepted') - sum(feeds, 'rows_quarantined') - sum(feeds, 'rows_repeated')
  if (failing > 0) sentences.push(said('do', `${counted(failing, 'file was', 'files were')} not loaded; below is why.`))
  if (read > 0) {
    sentences.push(said(held > 0 ? 'do' : 'fine', `${counted(held, 'row is', 'rows are')} in quarantine of ${counted(read, 'row')} read (${share(held / read)}).`))
    sentences.push(unaccounted === 0 ? said('fine', 'Every row read was accepted, quarantined or an exact repeat: none is lost.') : said('fault', `${unaccounted > 0 ? 'Unaccounted for' : 'Counted more than once'}: ${counted(Math.abs(unaccounted), 'row')} read.`))
  }
  const broken = checks.filter(({ offending }) => offending > 0)
  if (checks.length > 0) sentences.push(broken.length === 0 ? said('fine', `All ${counted(checks.length, 'check')} hold.`) : said('do', `${counted(broken.length, 'check')} of ${checks.length} found offending rows: ${broken[0].check_sentence} (${broken[0].table_name}, ${counted(broken[0].offending, 'row')})${broken.length > 1 ? ' and others' : ''}.`))
  return sentences
}
