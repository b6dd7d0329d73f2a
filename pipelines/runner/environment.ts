/** The environment for others' programs: none of this program's own variables, of which some are secrets. */
export const withoutOwn = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !/^RECOUP_/.test(name)))
