# ruff: noqa: INP001 - a module of the script build.py, no package
"""The PromQL of the dashboards. `WORKERS` stands for the filters by job and instance."""

BUCKETS = "newswire_end_to_end_latency_seconds_bucket"
STAGE_BUCKETS = "newswire_stage_duration_seconds_bucket"
RETRACTION_BUCKETS = 'newswire_retraction_duration_seconds_bucket{kind="kill", WORKERS}'

STORIES_READ = 'sum(increase(newswire_stage_inputs_total{stage="receive", outcome="published", WORKERS}[$__range]))'
STORIES_PUBLISHED = "sum(increase(newswire_stories_total{WORKERS}[$__range]))"
EVENTS_NEW = "sum(increase(newswire_events_total{WORKERS}[$__range]))"
ALERTS_NEW = 'sum(increase(newswire_alerts_total{kind="Alert", WORKERS}[$__range]))'
REJECTS = "sum(increase(newswire_rejects_total{WORKERS}[$__range]))"
ALERT_P99 = f'histogram_quantile(0.99, sum by (le) (increase({BUCKETS}{{topic="alerts", WORKERS}}[$__range])))'

SENT_RATE = "sum by (topic) (rate(newswire_records_sent_total{WORKERS}[$__rate_interval]))"
OUTCOME_RATE = "sum by (stage, outcome) (rate(newswire_stage_inputs_total{WORKERS}[$__rate_interval])) > 0"
LATENCY_HEAT = f'sum by (le) (increase({BUCKETS}{{topic=~"$topic", WORKERS}}[$__rate_interval]))'
LATENCY_P50 = f"histogram_quantile(0.5, sum by (le, topic) (rate({BUCKETS}{{WORKERS}}[$__rate_interval])))"
LATENCY_P99 = f"histogram_quantile(0.99, sum by (le, topic) (rate({BUCKETS}{{WORKERS}}[$__rate_interval])))"

LAG_RECORDS = "sum by (topic) (newswire_lag_records{WORKERS})"
LAG_SECONDS = "max by (topic) (newswire_lag_seconds{WORKERS})"
STAGE_P99 = f"histogram_quantile(0.99, sum by (le, stage) (rate({STAGE_BUCKETS}{{WORKERS}}[$__rate_interval])))"
WORKERS_UP = 'sum by (job) (up{job!="prometheus", WORKERS})'
WORKERS_READY = "sum by (job) (newswire_ready{WORKERS})"

COUNTRIES = 'sum by (country) (increase(newswire_events_located_total{country!="unknown", WORKERS}[$__range])) > 0'
TYPES = "sort_desc(sum by (type) (increase(newswire_events_total{WORKERS}[$__range])) > 0)"
RULES = 'topk(10, sum by (rule) (increase(newswire_alerts_total{kind="Alert", WORKERS}[$__range])) > 0)'
REASONS = "sum by (stage, reason) (increase(newswire_rejects_total{WORKERS}[$__range])) > 0"
SILENCE = "time() - max by (feed) (newswire_feed_last_story_timestamp_seconds{WORKERS})"

INCIDENTS = "sum by (incident) (increase(newswire_incidents_total{WORKERS}[$__rate_interval]))"
EVENT_STATES = "sum by (state) (rate(newswire_event_records_total{WORKERS}[$__rate_interval]))"
STARTS = 'changes(process_start_time_seconds{job!="prometheus", WORKERS}[$__rate_interval]) > 0'

HELD = "max(newswire_embargo_held_stories{WORKERS})"
NEXT_RELEASE = "min(newswire_embargo_next_release_seconds{WORKERS})"
UNRESOLVED = "max(newswire_retractions_unresolved{WORKERS})"
OPEN = "max(newswire_retractions_open{WORKERS})"
CANCELLED = "sum(increase(newswire_alerts_cancelled_early_total{WORKERS}[$__range]))"
CANCELLED_SHARE = f"{CANCELLED} / ({ALERTS_NEW} > 0)"
CHANGES = "sum by (change) (rate(newswire_stories_total{WORKERS}[$__rate_interval]))"
RETRACTIONS = "sum by (kind) (increase(newswire_retractions_total{WORKERS}[$__rate_interval]))"
KILL_P50 = f"histogram_quantile(0.5, sum by (le) (rate({RETRACTION_BUCKETS}[$__rate_interval])))"
KILL_P99 = f"histogram_quantile(0.99, sum by (le) (rate({RETRACTION_BUCKETS}[$__rate_interval])))"
STORY_STATES = "sum by (state) (rate(newswire_story_records_total{WORKERS}[$__rate_interval]))"
ENTRIES = "max by (stage) (newswire_state_entries{WORKERS})"
