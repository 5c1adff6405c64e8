-- By hand: whoever may not create schemas can be given an empty one, and IF NOT EXISTS would ask for the right all the same.
DO $$ BEGIN
	IF to_regnamespace('tiauth') IS NULL THEN CREATE SCHEMA "tiauth"; END IF;
END $$;
--> statement-breakpoint
CREATE TABLE "tiauth"."entries" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"value" "bytea" NOT NULL,
	"counter" integer NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tiauth"."migrations" (
	"number" integer PRIMARY KEY NOT NULL,
	"applied_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tiauth"."outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"payload" "bytea" NOT NULL,
	"copies" integer NOT NULL,
	"failures" integer NOT NULL,
	"due_at" bigint NOT NULL,
	"owner" text
);
--> statement-breakpoint
CREATE INDEX "entries_expires_at" ON "tiauth"."entries" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "outbox_due_at" ON "tiauth"."outbox" USING btree ("topic","due_at");
