ALTER TABLE scheduled_tasks ADD COLUMN trace_parent text;
COMMENT ON COLUMN scheduled_tasks.trace_parent IS 'W3C trace context of the work that set the timer';
