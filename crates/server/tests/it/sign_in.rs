//! Signing up and in, and everything that is refused on the way.

use leadline_protocol::Code;
use leadline_protocol::auth::{Me, Session, SignIn, SignUp};
use leadline_server::auth::access_token::LIFE_MS;
use leadline_testkit::{TEST_PASSWORD, TestServer, new_device, new_email};
use serde_json::{Value, json};
use sqlx::Connection;

fn sign_up(email: &str) -> SignUp {
    SignUp {
        org_name: "Harbourside Kitchens".to_owned(),
        name: "อนงค์ แซ่ลิ้ม".to_owned(),
        email: email.to_owned(),
        password: TEST_PASSWORD.to_owned(),
        device: new_device("anong-laptop"),
    }
}

fn sign_in(email: &str, password: &str) -> SignIn {
    SignIn { email: email.to_owned(), password: password.to_owned(), device: new_device("anong-laptop") }
}

#[tokio::test]
async fn whoever_signs_up_is_signed_in_as_the_administrator_and_can_sign_in_again() {
    let server = TestServer::start().await;
    let email = new_email("Anong");
    let session: Session = server.api().post("/api/auth/signup", &sign_up(&email)).await.read();
    let me: Me = server.api().signed_in(session.clone()).get("/api/me").await.read();
    assert_eq!(me, session.me);
    assert_eq!((me.role.word(), me.email.clone(), me.country.as_str()), ("admin", email.to_lowercase(), "TH"));
    let again: Session = server.sign_in(&email.to_uppercase(), new_device("phone")).await.read();
    assert_eq!(again.me.profile_id, me.profile_id);
    let mut administrator = server.administrator().await;
    let profile: (String, String) = sqlx::query_as("select role, status from profiles where id = $1")
        .bind(me.profile_id)
        .fetch_one(&mut administrator)
        .await
        .unwrap();
    assert_eq!(profile, ("admin".to_owned(), "active".to_owned()));
    administrator.close().await.unwrap();
}

#[tokio::test]
async fn sign_up_names_what_is_wrong() {
    let server = TestServer::start().await;
    let post = async |request: SignUp| server.api().post("/api/auth/signup", &request).await;
    let good = sign_up(&new_email("anong"));
    let field = async |request: SignUp| {
        let answer = post(request).await;
        answer.refused(422, Code::Invalid);
        answer.body["fields"][0]["field"].as_str().unwrap().to_owned()
    };
    assert_eq!(field(SignUp { email: "nonsense".to_owned(), ..good.clone() }).await, "email");
    assert_eq!(field(SignUp { name: "  ".to_owned(), ..good.clone() }).await, "name");
    assert_eq!(field(SignUp { org_name: "\u{7}".to_owned(), ..good.clone() }).await, "org_name");
    let mut odd = good.clone();
    odd.device.platform = "toaster".to_owned();
    assert_eq!(field(odd).await, "device.platform");
    post(SignUp { password: "password123".to_owned(), ..good.clone() }).await.refused(422, Code::WeakPassword);
    post(good.clone()).await.succeeded();
    post(good).await.refused(409, Code::EmailTaken);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let email = &admin.session().me.email;
    for (email, password) in
        [(email.as_str(), "orchid tramway 48"), ("nobody@harbourside.example", TEST_PASSWORD), ("", "")]
    {
        let answer = server.api().post("/api/auth/login", &sign_in(email, password)).await;
        answer.refused(401, Code::WrongCredentials);
        assert_eq!(answer.body.as_object().unwrap().len(), 2, "{}", answer.body);
    }
}

#[tokio::test]
async fn too_many_wrong_passwords_lock_the_address_for_a_while_even_for_the_right_one() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    let email = &admin.session().me.email;
    for email in [email.as_str(), "nobody@harbourside.example"] {
        for _ in 0..10 {
            server
                .api()
                .post("/api/auth/login", &sign_in(email, "orchid tramway 48"))
                .await
                .refused(401, Code::WrongCredentials);
        }
        let locked = server.api().post("/api/auth/login", &sign_in(email, TEST_PASSWORD)).await;
        locked.refused(423, Code::Locked);
        assert_eq!(locked.body["retry_after_ms"], json!(30_000));
    }
    server.clock().advance(30_000);
    server.sign_in(email, new_device("laptop")).await.succeeded();
    server
        .api()
        .post("/api/auth/login", &sign_in(email, "orchid tramway 48"))
        .await
        .refused(401, Code::WrongCredentials);
    server.sign_in(email, new_device("laptop")).await.succeeded();
}

#[tokio::test]
async fn one_address_may_only_try_so_often() {
    let server = TestServer::start_with(|config| config.limits.sign_ins_per_minute = 2).await;
    server.new_organisation().await;
    server.sign_in("nobody@harbourside.example", new_device("laptop")).await.refused(401, Code::WrongCredentials);
    let limited = server.sign_in("nobody@harbourside.example", new_device("laptop")).await;
    limited.refused(429, Code::RateLimited);
    assert!(limited.body["retry_after_ms"].as_u64().is_some_and(|wait| wait > 0));
}

#[tokio::test]
async fn one_person_may_only_ask_so_often() {
    let server = TestServer::start_with(|config| config.limits.requests_per_minute = 2).await;
    let admin = server.new_organisation().await;
    admin.get("/api/me").await.succeeded();
    admin.get("/api/me").await.succeeded();
    admin.get("/api/me").await.refused(429, Code::RateLimited);
}

#[tokio::test]
async fn an_access_token_ends_with_its_time() {
    let server = TestServer::start().await;
    let admin = server.new_organisation().await;
    server.clock().advance(LIFE_MS - 1);
    admin.get("/api/me").await.succeeded();
    server.clock().advance(1);
    admin.get("/api/me").await.refused(401, Code::TokenExpired);
    server.api().get("/api/me").await.refused(401, Code::Unauthenticated);
}

#[tokio::test]
async fn malformed_bodies_are_refused_with_a_code_and_never_break_the_server() {
    let server = TestServer::start().await;
    let paths = ["/api/auth/signup", "/api/auth/login", "/api/auth/refresh", "/api/team/invites/accept"];
    let deep = "[".repeat(100_000);
    let bodies = ["", "{", "null", "[]", "{\"email\":1}", "\u{0}", "{\"email\":\"\\ud800\"}", deep.as_str()];
    for path in paths {
        for body in bodies {
            let request = server.api().request(reqwest::Method::POST, path).body(body.to_owned());
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), 400, "{path} {body:.20}");
            let problem: Value = response.json().await.unwrap();
            assert_eq!(problem["code"], "bad_request");
        }
    }
    let zero = json!({ "email": "a\u{0}b@c.example", "password": "\u{0}", "device": new_device("x") });
    server.api().post("/api/auth/login", &zero).await.refused(401, Code::WrongCredentials);
    let huge = server.api().request(reqwest::Method::POST, "/api/auth/login").body(vec![b'x'; 2_000_000]);
    assert_eq!(huge.send().await.unwrap().status(), 413);
}
