/** The terms in full, as they are stored. Hook-free. */
import { termsBlocks } from '../../lib/domain/terms.ts'

export function TermsText({ body, headingLevel = 3 }: { body: string; headingLevel?: 2 | 3 }) {
  const Heading = headingLevel === 2 ? 'h2' : 'h3'
  return (
    <div className="candor-terms-text">
      {termsBlocks(body).map((block) =>
        block.kind === 'heading' ? (
          <Heading key={block.text}>{block.text}</Heading>
        ) : (
          <p key={block.text} className="candor-lines">
            {block.text}
          </p>
        ),
      )}
    </div>
  )
}
