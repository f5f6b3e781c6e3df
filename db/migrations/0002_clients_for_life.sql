CREATE TABLE "activity" (
	"client_id" text PRIMARY KEY NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone,
	"last_call_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "activity_batch" (
	"id" text PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"events" integer NOT NULL,
	"unknown" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "activity_count" (
	"client_id" text NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "activity_count_client_id_day_kind_pk" PRIMARY KEY("client_id","day","kind")
);
--> statement-breakpoint
CREATE TABLE "activity_feed" (
	"source" text PRIMARY KEY NOT NULL,
	"last_event_at" timestamp (3) with time zone NOT NULL,
	"last_received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "activity_gap" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"last_event_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "client_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb NOT NULL,
	"proposed" jsonb NOT NULL,
	"requested_by" uuid,
	"requested_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "client_change_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"change_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"public_text" text DEFAULT '' NOT NULL,
	"internal_text" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jwks_fetch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"digest" text,
	"detail" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "episode" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" text,
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"reference" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"evidence" jsonb NOT NULL,
	CONSTRAINT "episode_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "episode_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"episode_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"human" boolean NOT NULL,
	"public_text" text DEFAULT '' NOT NULL,
	"internal_text" text DEFAULT '' NOT NULL,
	"data" jsonb NOT NULL,
	"mail_id" uuid
);
--> statement-breakpoint
CREATE TABLE "organization_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"episode_id" uuid,
	"public_reason" text DEFAULT '' NOT NULL,
	"internal_text" text DEFAULT '' NOT NULL,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reminder" (
	"subject_id" text NOT NULL,
	"step" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reminder_subject_id_step_pk" PRIMARY KEY("subject_id","step")
);
--> statement-breakpoint
CREATE TABLE "stop_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"scope" text NOT NULL,
	"organization_id" uuid,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"staff_id" uuid NOT NULL,
	"public_reason" text DEFAULT '' NOT NULL,
	"internal_text" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provision_attempt" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"intent_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"detail" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provision_intent" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"client_id" text NOT NULL,
	"action" text NOT NULL,
	"metadata" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provisioned_client" (
	"client_id" text PRIMARY KEY NOT NULL,
	"remote_id" text NOT NULL,
	"registration_uri" text NOT NULL,
	"sealed_token" text NOT NULL,
	"confirmed_digest" text,
	"confirmed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "inbound_mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"message_id" text NOT NULL,
	"from_address" text NOT NULL,
	"to_address" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"automatic" boolean NOT NULL,
	"sender_known" boolean NOT NULL,
	"episode_id" uuid,
	"submission_id" uuid,
	CONSTRAINT "inbound_mail_message_id_unique" UNIQUE("message_id")
);
--> statement-breakpoint
CREATE TABLE "incident_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"client_id" text,
	"reported_by" uuid,
	"reported_at" timestamp (3) with time zone NOT NULL,
	"discovered_at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"description" text NOT NULL,
	"tokens_affected" text NOT NULL,
	"members_affected" text NOT NULL,
	"contained" boolean NOT NULL,
	"episode_id" uuid
);
--> statement-breakpoint
CREATE TABLE "rating_alert" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"vendor" text NOT NULL,
	"domain" text NOT NULL,
	"rating" text NOT NULL,
	"severity" text NOT NULL,
	"findings" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"organization_id" uuid,
	"episode_id" uuid
);
--> statement-breakpoint
CREATE TABLE "signal" (
	"id" text PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"kind" text NOT NULL,
	"client_id" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"episode_id" uuid
);
--> statement-breakpoint
CREATE TABLE "webhook" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"url" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"disabled_reason" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_attempt" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"message_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"status" integer,
	"detail" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_message" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"webhook_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_secret" (
	"id" uuid PRIMARY KEY NOT NULL,
	"webhook_id" uuid NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "client" ADD COLUMN "jwks_uri" text;--> statement-breakpoint
ALTER TABLE "client" ADD COLUMN "jwks_digest" text;--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_client_id_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_count" ADD CONSTRAINT "activity_count_client_id_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_change" ADD CONSTRAINT "client_change_client_id_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_change" ADD CONSTRAINT "client_change_requested_by_person_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_change_event" ADD CONSTRAINT "client_change_event_change_id_client_change_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."client_change"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jwks_fetch" ADD CONSTRAINT "jwks_fetch_client_id_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "episode" ADD CONSTRAINT "episode_client_id_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "episode" ADD CONSTRAINT "episode_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "episode_event" ADD CONSTRAINT "episode_event_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "episode_event" ADD CONSTRAINT "episode_event_mail_id_mail_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mail"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_event" ADD CONSTRAINT "organization_event_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_event" ADD CONSTRAINT "organization_event_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stop_event" ADD CONSTRAINT "stop_event_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provision_attempt" ADD CONSTRAINT "provision_attempt_intent_id_provision_intent_id_fk" FOREIGN KEY ("intent_id") REFERENCES "public"."provision_intent"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provision_intent" ADD CONSTRAINT "provision_intent_client_id_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provisioned_client" ADD CONSTRAINT "provisioned_client_client_id_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_report" ADD CONSTRAINT "incident_report_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_report" ADD CONSTRAINT "incident_report_client_id_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_report" ADD CONSTRAINT "incident_report_reported_by_person_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_report" ADD CONSTRAINT "incident_report_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_alert" ADD CONSTRAINT "rating_alert_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_alert" ADD CONSTRAINT "rating_alert_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signal" ADD CONSTRAINT "signal_episode_id_episode_id_fk" FOREIGN KEY ("episode_id") REFERENCES "public"."episode"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_message_id_webhook_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."webhook_message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_message" ADD CONSTRAINT "webhook_message_webhook_id_webhook_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhook"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_secret" ADD CONSTRAINT "webhook_secret_webhook_id_webhook_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhook"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_batch_received" ON "activity_batch" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "client_change_client" ON "client_change" USING btree ("client_id","requested_at");--> statement-breakpoint
CREATE INDEX "client_change_event_change" ON "client_change_event" USING btree ("change_id","seq");--> statement-breakpoint
CREATE INDEX "jwks_fetch_client" ON "jwks_fetch" USING btree ("client_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "episode_key" ON "episode" USING btree ("organization_id","kind","key");--> statement-breakpoint
CREATE INDEX "episode_client" ON "episode" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "episode_opened" ON "episode" USING btree ("opened_at","id");--> statement-breakpoint
CREATE INDEX "episode_event_episode" ON "episode_event" USING btree ("episode_id","seq");--> statement-breakpoint
CREATE INDEX "organization_event_organization" ON "organization_event" USING btree ("organization_id","seq");--> statement-breakpoint
CREATE INDEX "stop_event_scope" ON "stop_event" USING btree ("scope","organization_id","seq");--> statement-breakpoint
CREATE INDEX "provision_attempt_intent" ON "provision_attempt" USING btree ("intent_id","seq");--> statement-breakpoint
CREATE INDEX "provision_intent_client" ON "provision_intent" USING btree ("client_id","seq");--> statement-breakpoint
CREATE INDEX "inbound_mail_episode" ON "inbound_mail" USING btree ("episode_id");--> statement-breakpoint
CREATE INDEX "inbound_mail_received" ON "inbound_mail" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "incident_report_organization" ON "incident_report" USING btree ("organization_id","reported_at");--> statement-breakpoint
CREATE UNIQUE INDEX "rating_alert_external" ON "rating_alert" USING btree ("source","external_id");--> statement-breakpoint
CREATE INDEX "rating_alert_received" ON "rating_alert" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "webhook_organization" ON "webhook" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "webhook_attempt_message" ON "webhook_attempt" USING btree ("message_id","seq");--> statement-breakpoint
CREATE INDEX "webhook_message_webhook" ON "webhook_message" USING btree ("webhook_id","seq");--> statement-breakpoint
CREATE INDEX "webhook_secret_webhook" ON "webhook_secret" USING btree ("webhook_id");--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['client_change','client_change_event','jwks_fetch','episode','episode_event','stop_event','organization_event','provision_intent','provision_attempt','webhook_message','webhook_attempt','activity_gap'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- Both are written again and again in place: room in each page keeps the new versions beside the old (HOT), so the tables do not grow.
ALTER TABLE activity SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE activity_count SET (fillfactor = 70);
