CREATE TABLE "provision_state" (
	"client_id" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"open" boolean NOT NULL,
	"left_behind" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "provisioned_client" ADD COLUMN "secret_digest" text;--> statement-breakpoint
ALTER TABLE "webhook" ADD COLUMN "events" text[];--> statement-breakpoint
ALTER TABLE "provision_state" ADD CONSTRAINT "provision_state_client_id_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "provision_state_open" ON "provision_state" USING btree ("seq") WHERE "provision_state"."open";--> statement-breakpoint
CREATE INDEX "provision_state_left" ON "provision_state" USING btree ("seq") WHERE "provision_state"."left_behind" > 0;--> statement-breakpoint
INSERT INTO "provision_state" ("client_id", "seq", "open", "left_behind")
  SELECT DISTINCT ON (i."client_id") i."client_id", i."seq",
    coalesce((SELECT a."outcome" FROM "provision_attempt" a WHERE a."intent_id" = i."id" ORDER BY a."seq" DESC LIMIT 1), '') <> 'confirmed',
    coalesce((SELECT count(*) FILTER (WHERE a."outcome" = 'started')
      - count(*) FILTER (WHERE a."outcome" IN ('answered', 'confirmed', 'refused', 'unreachable'))
      FROM "provision_attempt" a JOIN "provision_intent" o ON o."id" = a."intent_id"
      WHERE o."client_id" = i."client_id" AND a."call" = 'register'), 0)
  FROM "provision_intent" i ORDER BY i."client_id", i."seq" DESC;
