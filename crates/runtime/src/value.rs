//! Keeps dates, durations and decimals as exact as the wire wrote them.
