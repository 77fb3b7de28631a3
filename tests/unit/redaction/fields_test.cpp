// Keys and values: policy, context, and JSON that stays JSON.
#include "kit.hpp"
#include "tree.hpp"

TEST_SUITE_BEGIN("fields");

TEST_CASE("a number of JSON becomes a string, at any depth of JSON in strings") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(
        redactor,
        {
            {R"({"card":4111111111111111})", R"({"card":"[CARD]"})"},
            {R"({"card" : 4111111111111111 , "n":1})", R"({"card" : "[CARD]" , "n":1})"},
            {R"([4111111111111111,5])", R"(["[CARD]",5])"},
            {R"({"a":[1,4111111111111111]})", R"({"a":[1,"[CARD]"]})"},
            {R"({"body":"{\"card\":4111111111111111}"})", R"({"body":"{\"card\":\"[CARD]\"}"})"},
            {R"({"b":"{\"c\":\"{\\\"card\\\":4111111111111111}\"}"})",
             R"({"b":"{\"c\":\"{\\\"card\\\":\\\"[CARD]\\\"}\"}"})"},
            {R"({"b":"[4111111111111111,1]"})", R"({"b":"[\"[CARD]\",1]"})"},
            {R"(12:01 got {"card":4111111111111111})", R"(12:01 got {"card":"[CARD]"})"},
        });
}

TEST_CASE("a number that is no value of JSON gets no quotes") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(
        redactor,
        {
            {"[INFO] 4111111111111111, done", "[INFO] [CARD], done"},
            {R"({"m":"paid 4111111111111111, thanks"})", R"({"m":"paid [CARD], thanks"})"},
            {R"({"m":"4111111111111111"})", R"({"m":"[CARD]"})"},
            {R"({"m":"see [4111111111111111] now"})", R"({"m":"see [[CARD]] now"})"},
            {"card=4111111111111111&x=1", "card=[CARD]&x=1"},
        });
}

TEST_CASE("escapes and percent signs hide nothing") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(redactor,
                   {
                       {R"({"c":"\u0034111 1111 1111 111\u0031"})", R"({"c":"[CARD]"})"},
                       {R"({"m":"hello\n4111111111111111\tbye"})", R"({"m":"hello\n[CARD]\tbye"})"},
                       {R"({"m":"a \"4111111111111111\" b"})", R"({"m":"a \"[CARD]\" b"})"},
                       {R"({"m":"4111\/1111"})", R"({"m":"4111\/1111"})"},
                       {R"({"m":"\ud83d\ude004111111111111111\ud83d"})",
                        R"({"m":"\ud83d\ude00[CARD]\ud83d"})"},
                       {R"({"m":"\uFF14\uFF11\uFF11\uFF11111111111111"})", R"({"m":"[CARD]"})"},
                       {"card=4111%201111%201111%201111&b=100%25", "card=[CARD]&b=100%25"},
                       {"%34111111111111111 %zz %", "[CARD] %zz %"},
                       {R"({"m":"\u00344111 \uZZZZ \)", R"({"m":"\u00344111 \uZZZZ \)"},
                   });
}

TEST_CASE("a key announces its own value and no other") {
    kit::Options options;
    const auto redactor = kit::redactor_with(options);
    // In ones and twos a card is one only after a word that says so.
    kit::check_all(
        redactor,
        {
            {R"({"card":"41 11 11 11 11 11 11 11"})", R"({"card":"[CARD]"})"},
            {R"({"card":null,"order":"41 11 11 11 11 11 11 11"})",
             R"({"card":null,"order":"41 11 11 11 11 11 11 11"})"},
            {R"({"card":{"raw":"41 11 11 11 11 11 11 11"}})", R"({"card":{"raw":"[CARD]"}})"},
            {R"({"type":"card","raw":"41 11 11 11 11 11 11 11"})",
             R"({"type":"card","raw":"[CARD]"})"},
            {"card=1 code=41 11 11 11 11 11 11 11", "card=1 code=41 11 11 11 11 11 11 11"},
        });
}

TEST_CASE("a name that is known for secrets takes its whole value") {
    const auto redactor = kit::redactor_with({});
    kit::check_all(
        redactor,
        {
            {R"({"password":"a \"b\" c","x":1})", R"({"password":"[SECRET]","x":1})"},
            {R"({"db_password":"p","x":1})", R"({"db_password":"[SECRET]","x":1})"},
            {R"({"pin":1234,"x":12345})", R"({"pin":"[PIN]","x":12345})"},
            {R"({"clientSecret":"s3","x":1})", R"({"clientSecret":"[SECRET]","x":1})"},
            {R"({"b":"{\"api_key\":\"k\",\"x\":\"y\"}"})",
             R"({"b":"{\"api_key\":\"[SECRET]\",\"x\":\"y\"}"})"},
            {R"({"first_name":"Ada","name":"svc"})", R"({"first_name":"[NAME]","name":"svc"})"},
            {"password=hunter2 next=1", "password=[SECRET] next=1"},
            {R"(password="a b" next=1)", R"(password="[SECRET]" next=1)"},
        });
}

TEST_CASE("a name that only looks like one leaves its value alone") {
    const auto redactor = kit::redactor_with({});
    for (const char* text : {R"({"password":null,"token":true,"secret":"","api_key":"${KEY}"})",
                             R"({"password_changed":"yes","tokens":512,"pin":"verified"})",
                             R"({"secret":{"id":1},"token_count":17,"cvv_result":"match"})",
                             R"({"note":"your password is safe","pinned":1})"}) {
        CAPTURE(std::string{text});
        CHECK(kit::redacted(redactor, text) == text);
    }
}

TEST_CASE("the caller's own field rules come before everything") {
    kit::Options options;
    options.fields = {{"diagnosis", kit::FieldAction::secure},
                      {"order-no", kit::FieldAction::allow},
                      {"payment", kit::FieldAction::secure}};
    const auto redactor = kit::redactor_with(options);
    kit::check_all(
        redactor,
        {
            {R"({"diagnosis":"flu, \"bad\"","x":"y"})", R"({"diagnosis":"[FIELD]","x":"y"})"},
            {R"({"Diagnosis":12})", R"({"Diagnosis":"[FIELD]"})"},
            {R"({"order_no":"4111111111111111"})", R"({"order_no":"4111111111111111"})"},
            {R"({"orderNo":4111111111111111,"card":4111111111111111})",
             R"({"orderNo":4111111111111111,"card":"[CARD]"})"},
            {R"({"payment":{"card":"4111111111111111","to":["a"]},"x":1})",
             R"({"payment":"[FIELD]","x":1})"},
            {"diagnosis=flu x=1", "diagnosis=[FIELD] x=1"},
            {R"({"b":"{\"diagnosis\":\"a\",\"x\":1}"})",
             R"({"b":"{\"diagnosis\":\"[FIELD]\",\"x\":1}"})"},
        });
}

TEST_CASE("an object or array over several lines goes whole, and nothing behind it") {
    kit::Options options;
    options.fields = {{"payment", kit::FieldAction::secure}, {"order", kit::FieldAction::allow}};
    const auto redactor = kit::redactor_with(options);
    kit::check_all(
        redactor,
        {
            {"{\n  \"payment\": {\n    \"to\": \"x } \\\" ]\",\n    \"n\": [\n      1,\n      "
             "{ \"a\": null }\n    ]\n  },\n  \"x\": \"y\"\n}\n",
             "{\n  \"payment\": \"[FIELD]\"\n\n\n\n\n\n,\n  \"x\": \"y\"\n}\n"},
            {"{\"payment\":[\n4,\n5\n],\"x\":1}", "{\"payment\":\"[FIELD]\"\n\n\n,\"x\":1}"},
            {"{\"payment\":{\r\n\"a\":\"Ida\"\r\n}\r\n}\r\n",
             "{\"payment\":\"[FIELD]\"\n\n\r\n}\r\n"},
            {"{\"order\":{\n\"card\":\"4111111111111111\"\n},\"card\":\n\"4111111111111111\"}",
             "{\"order\":{\n\"card\":\"4111111111111111\"\n},\"card\":\n\"[CARD]\"}"},
            {"{\"payment\":{\n\"payment\":{\n\"order\":[\n]},\n\"name\":\"Ida\"\n},\"x\":1}",
             "{\"payment\":\"[FIELD]\"\n\n\n\n\n,\"x\":1}"},
            // Cut off: the next line is another record.
            {"{\"payment\":{\"a\":1,\n{\"x\":1}\n{\"y\":2}\n",
             "{\"payment\":\"[FIELD]\"\n{\"x\":1}\n{\"y\":2}\n"},
            {"{\"payment\":{\"a\":1\n2026-11-22 all is well\n",
             "{\"payment\":\"[FIELD]\"\n2026-11-22 all is well\n"},
            {"{\"payment\":{\"a\":\"b\nnext\n", "{\"payment\":\"[FIELD]\"\nnext\n"},
        });
    std::string text = "{\"payment\":{\n\"a\":\"Ida\"\n},\"x\":1}";
    kit::Scratch scratch;
    redactor.mask_in_place(text, scratch);
    CHECK(text == "{\"payment\":0\n         \n ,\"x\":1}");
}

TEST_CASE("a container of many lines and of more than is held back goes whole") {
    kit::Options options;
    options.fields = {{"payment", kit::FieldAction::secure}};
    const auto redactor = kit::redactor_with(options);
    std::string text = "{\n\"payment\": {\n";
    for (int line = 0; line < 3000; ++line)
        text += "  \"name\": \"Ida Example\",\n";
    text += "  \"long\": \"" + std::string(40'000, 'i') + "\"\n},\n\"x\": 1\n}\n";
    const std::string whole = kit::redacted(redactor, text);
    CHECK(whole.find("Ida") == std::string::npos);
    CHECK(whole.find("iii") == std::string::npos);
    CHECK(whole.ends_with(",\n\"x\": 1\n}\n"));
    for (const std::size_t piece : {1U, 777U, 5000U}) {
        kit::Stream stream{redactor};
        std::string out;
        for (std::size_t at = 0; at < text.size(); at += piece)
            stream.push(std::string_view{text}.substr(at, piece), out);
        stream.flush(out);
        CHECK((out == whole));
    }
}

TEST_CASE("an allow-list closes everything that it does not name") {
    kit::Options options;
    options.fields = {{"level", kit::FieldAction::allow}, {"msg", kit::FieldAction::scan}};
    options.unlisted_fields = kit::FieldAction::secure;
    kit::check_all(kit::redactor_with(options),
                   {
                       {R"({"level":"info","msg":"card 4111111111111111","user":"bob","n":5})",
                        R"({"level":"info","msg":"card [CARD]","user":"[FIELD]","n":"[FIELD]"})"},
                       {R"({"call":{"id":"a","level":"b"},"list":[1,2]})",
                        R"({"call":{"id":"[FIELD]","level":"b"},"list":"[FIELD]"})"},
                   });
}

TEST_CASE("ids and times are no card numbers, whatever their digits") {
    const auto redactor = kit::redactor_with({});
    for (const char* text :
         {R"({"trace_id":"4111111111111111"})", R"({"requestId":4111111111111111})",
          R"({"ts":4111111111111111,"x":1})", R"({"duration_ns":4111111111111111})",
          R"({"id": "4111111111111111"})", "span=4111111111111111", "call_id=4111111111111111"}) {
        CAPTURE(std::string{text});
        CHECK(kit::redacted(redactor, text) == text);
    }
    kit::check_all(redactor, {{R"({"card_id":"4111111111111111"})", R"({"card_id":"[CARD]"})"},
                              {R"({"paid":"4111111111111111"})", R"({"paid":"[CARD]"})"}});
}

TEST_CASE("without keys in the format, keys and escapes mean nothing") {
    kit::Options options;
    options.format = kit::Format::text;
    options.fields = {{"a", kit::FieldAction::secure}};
    kit::check_all(kit::redactor_with(options), {{R"({"a":4111111111111111})", R"({"a":[CARD]})"},
                                                 {R"({"note":"\u0034111111111111111"})",
                                                  R"({"note":"\u0034111111111111111"})"}});
}

TEST_CASE("a mask in place keeps JSON what it was") {
    std::string text = R"({"card":4111111111111111,"m":"4111111111111111"})";
    kit::Scratch scratch;
    CHECK(kit::redactor_with({}).mask_in_place(text, scratch) == 2);
    CHECK(text == R"({"card":"**************","m":"****************"})");
}

TEST_CASE("a string longer than what is held back goes whole") {
    const auto redactor = kit::redactor_with({});
    std::string text = R"({"password":")";
    text.append(40'000, 'p');
    text += R"(y","m":"4111111111111111","n":[4111111111111111]})";
    const std::string whole = kit::redacted(redactor, text);
    CHECK(whole == R"({"password":"[SECRET]","m":"[CARD]","n":["[CARD]"]})");
    kit::Stream stream{redactor};
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 777)
        stream.push(std::string_view{text}.substr(at, 777), out);
    stream.flush(out);
    CHECK((out == whole));
}

TEST_CASE("the parse tree stays the same but for redacted values") {
    const auto redactor = kit::redactor_with({});
    for (const char* text :
         {R"({"card":4111111111111111,"b":[1,4111111111111111,{"c":"x 4111111111111111"}]})",
          R"({"body":"{\"card\":4111111111111111,\"pin\":1234}","e":"\u0034111111111111111\n"})",
          R"({"4111111111111111":1,"password":"\\\"","n":-4111111111111111,"t":1.5e3})",
          R"([4111111111111111])", R"({"a":"\ud83d\ude00 4111111111111111 \/","b":null})"}) {
        CAPTURE(std::string{text});
        const std::string out = kit::redacted(redactor, text);
        CAPTURE(out);
        CHECK(out != text);
        CHECK(kit::same_tree(text, out));
    }
    CHECK_FALSE(kit::same_tree(R"({"a":1})", R"({"a":2})"));
    CHECK_FALSE(kit::same_tree(R"({"a":1})", R"({"b":1})"));
}

TEST_SUITE_END();
