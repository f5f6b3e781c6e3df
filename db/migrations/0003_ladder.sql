CREATE INDEX "activity_last" ON "activity" USING btree (greatest("last_sign_in_at", "last_call_at"));--> statement-breakpoint
CREATE INDEX "client_production_created" ON "client" USING btree ("created_at","id") WHERE environment = 'production';--> statement-breakpoint
CREATE INDEX "episode_event_mail" ON "episode_event" USING btree ("mail_id") WHERE mail_id is not null;