//! probe
use meterforge_codegen::{diagnostic::*, source::*};
fn main() {
    let mut args = std::env::args().skip(1);
    for p in args.by_ref() {
        let mut s = Sources::default();
        let mut f = Diagnostics::default();
        let t = std::time::Instant::now();
        let r = read(&mut s, &mut f, p.as_ref(), Limits::CONTRACT);
        let e = t.elapsed();
        let t = std::time::Instant::now();
        let mut bad = 0;
        let mut n = 0;
        fn walk(s: &Sources, node: &Node, bad: &mut usize, n: &mut usize) {
            *n += 1;
            match &node.value {
                Value::List(l) => {
                    for x in l {
                        walk(s, x, bad, n)
                    }
                }
                Value::Map(m) => {
                    for x in m.iter() {
                        let k = s.slice(x.key.span);
                        if !k.contains(&*x.key.text) {
                            *bad += 1;
                            if *bad < 5 {
                                println!("key {:?} {:?}", k, x.key.text)
                            }
                        }
                        walk(s, &x.value, bad, n)
                    }
                }
                Value::String(t) => {
                    let k = s.slice(node.span);
                    let first = t.split_whitespace().next().unwrap_or("");
                    if !k.contains(first) {
                        *bad += 1;
                        if *bad < 5 {
                            println!("{:?} {:?}", k, t)
                        }
                    }
                    if k.ends_with('\n') {
                        println!("trail {k:?}")
                    }
                }
                Value::Number(t) => {
                    if s.slice(node.span) != &*t.0 {
                        *bad += 1;
                    }
                }
                _ => {}
            }
        }
        if let Some((_, node)) = &r {
            walk(&s, node, &mut bad, &mut n);
            if std::env::var("DUMP").is_ok() {
                println!("{node:#?}")
            }
        }
        let d = t.elapsed();
        println!("{p}: {:?} some={} nodes={n} bad={bad} findings={} walk {d:?}", e, r.is_some(), f.iter().count());
        for d in f.iter().take(6) {
            let pos = d.span.map(|x| s.line_column(x));
            println!("  {} {} {:?} {:?} help={:?}", d.code, d.message, pos, d.span.map(|x| s.slice(x)), d.help)
        }
    }
}
