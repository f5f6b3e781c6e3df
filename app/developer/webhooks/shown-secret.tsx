'use client'
/** A webhook's secret on the one answer that shows it. */
import { ShownSecret } from '../../../components/ui/shown-secret.tsx'

export function ShownWebhookSecret({ secret, next }: { secret: string; next: string }) {
  const words = 'We never show it again. Put it where only your server can read it, and verify every message with it.'
  return <ShownSecret label="webhook secret" secret={secret} words={words} next={next} />
}
