CREATE TABLE "rating_batch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"digest" text NOT NULL,
	"name" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"staff_id" uuid,
	"alerts" integer NOT NULL,
	"faults" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rating_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"alert_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"staff_id" uuid,
	"organization_id" uuid,
	"episode_id" uuid,
	"internal_text" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rating_alert" DROP CONSTRAINT "rating_alert_organization_id_organization_id_fk";
--> statement-breakpoint
ALTER TABLE "rating_alert" DROP CONSTRAINT "rating_alert_episode_id_episode_id_fk";
--> statement-breakpoint
ALTER TABLE "rating_alert" ADD COLUMN "batch_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "rating_event" ADD CONSTRAINT "rating_event_alert_id_rating_alert_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."rating_alert"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_event" ADD CONSTRAINT "rating_event_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_event" ADD CONSTRAINT "rating_event_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rating_batch_external" ON "rating_batch" USING btree ("source","external_id");--> statement-breakpoint
CREATE INDEX "rating_batch_received" ON "rating_batch" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "rating_event_alert" ON "rating_event" USING btree ("alert_id","seq");--> statement-breakpoint
CREATE INDEX "rating_event_organization" ON "rating_event" USING btree ("organization_id","seq");--> statement-breakpoint
ALTER TABLE "rating_alert" ADD CONSTRAINT "rating_alert_batch_id_rating_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."rating_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rating_alert_domain" ON "rating_alert" USING btree ("domain");--> statement-breakpoint
CREATE INDEX "rating_alert_batch" ON "rating_alert" USING btree ("batch_id");--> statement-breakpoint
ALTER TABLE "rating_alert" DROP COLUMN "organization_id";--> statement-breakpoint
ALTER TABLE "rating_alert" DROP COLUMN "episode_id";
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['rating_batch','rating_alert','rating_event'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', t);
  END LOOP;
END $$;
