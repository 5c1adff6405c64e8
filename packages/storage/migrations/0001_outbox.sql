-- STRICT by hand: SQLite would otherwise store any type in any column.
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`topic` text NOT NULL,
	`payload` text NOT NULL,
	`copies` integer NOT NULL,
	`failures` integer NOT NULL,
	`due_at` integer NOT NULL,
	`owner` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `outbox_due_at` ON `outbox` (`topic`,`due_at`);
