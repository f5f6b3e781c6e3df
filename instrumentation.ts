/** Next calls this once when the portal's process starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { exitWithParent } = await import('./lib/platform/parent.ts')
  exitWithParent()
}
