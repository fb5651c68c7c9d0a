//! Decides which answer a request gets.

use std::collections::{BTreeMap, VecDeque};

use super::{Answer, RecordedRequest};

/// What was said and what is still to say.
#[derive(Debug, Default)]
pub(super) struct Script {
    queue: VecDeque<Answer>,
    routes: BTreeMap<(String, String), Answer>,
    requests: Vec<RecordedRequest>,
    abandoned: usize,
}

impl Script {
    pub(super) fn queue(&mut self, answer: Answer) {
        self.queue.push_back(answer);
    }

    pub(super) fn route(&mut self, method: &str, path: &str, answer: Answer) {
        self.routes.insert((method.to_owned(), path.to_owned()), answer);
    }

    pub(super) fn queued(&self) -> usize {
        self.queue.len()
    }

    pub(super) fn requests(&self) -> &[RecordedRequest] {
        &self.requests
    }

    pub(super) fn abandon(&mut self) {
        self.abandoned += 1;
    }

    pub(super) fn abandoned(&self) -> usize {
        self.abandoned
    }

    pub(super) fn play(&mut self, request: RecordedRequest) -> Answer {
        let answer = self.queue.pop_front().or_else(|| self.routed(&request)).unwrap_or_else(|| unscripted(&request));
        self.requests.push(request);
        answer
    }

    fn routed(&self, request: &RecordedRequest) -> Option<Answer> {
        self.routes.get(&(request.method.clone(), request.path().to_owned())).cloned()
    }
}

fn unscripted(request: &RecordedRequest) -> Answer {
    let message = format!("no answer is scripted for {} {}", request.method, request.target);
    Answer::empty(501).header("content-type", "text/plain").body(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str, target: &str) -> RecordedRequest {
        RecordedRequest { method: method.into(), target: target.into(), headers: Vec::new(), body: Vec::new() }
    }

    #[test]
    fn the_queue_comes_before_the_route_and_the_route_before_the_complaint() {
        let mut script = Script::default();
        script.queue(Answer::empty(201));
        script.route("GET", "/a", Answer::empty(202));
        let statuses: Vec<String> = [("GET", "/a"), ("GET", "/a?b=1"), ("GET", "/a"), ("POST", "/a")]
            .map(|(method, target)| format!("{:?}", script.play(request(method, target))))
            .to_vec();
        for (text, status) in statuses.iter().zip([201, 202, 202, 501]) {
            assert!(text.contains(&format!("status: {status}")), "{text}");
        }
        assert_eq!(script.requests().len(), 4);
        assert_eq!(script.queued(), 0);
    }
}
