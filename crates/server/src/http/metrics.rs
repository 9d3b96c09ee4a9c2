//! Figures for Prometheus.

use crate::app::App;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;

/// Bounds of the request times' buckets, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts counting; several servers in one process are counted together.
pub fn install() {
    RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new().set_buckets(&BOUNDS);
        builder
            .and_then(PrometheusBuilder::install_recorder)
            .map_err(|fault| tracing::error!(%fault, "no metrics"))
            .ok()
    });
}

/// Everything counted so far.
pub fn render(app: &App) -> String {
    let (open, idle) = app.database.connections();
    metrics::gauge!("leadline_database_connections").set(f64::from(open));
    metrics::gauge!("leadline_database_connections_idle").set(idle as f64);
    match RECORDER.get() {
        Some(Some(recorder)) => recorder.render(),
        _ => String::new(),
    }
}
