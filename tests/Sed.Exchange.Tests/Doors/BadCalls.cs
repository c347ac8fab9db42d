using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Problems;

namespace Sed.Exchange.Tests.Doors;

/// <summary>What can be wrong with calls of installations besides packages, and with the calls of peers before their octets are looked at.</summary>
internal static class BadCalls
{
    private const string Lease = "\"leaseId\":\"01a20a64-bbe6-7c7f-bc4f-fac80904a34f\"";
    private const string Asice = "application/vnd.etsi.asic-e+zip";
    private const string Asics = "application/vnd.etsi.asic-s+zip";

    /// <summary>Of installations.</summary>
    public static IReadOnlyList<BadCall> Installations { get; } =
    [
        new("a body that is no JSON", HttpProblemCodes.RequestInvalid, "POST", "/api/v1/inbox/{id}/collect", "{"),
        new("a body that is null", HttpProblemCodes.RequestInvalid, "POST", "/api/v1/inbox/{id}/collect", "null"),
        new("a body without what is needed", HttpProblemCodes.RequestInvalid, "POST", "/api/v1/inbox/{id}/collect", "{}"),
        new("a body that nests without end", HttpProblemCodes.RequestInvalid, "POST", "/api/v1/inbox/{id}/collect", new string('[', 10_000)),
        new("half a surrogate pair", HttpProblemCodes.RequestInvalid, "POST", "/api/v1/inbox/{id}/decline", $"{{{Lease},\"reason\":\"\\ud800\"}}"),
        new("a body larger than a call may have", ProblemCodes.TooLarge, "POST", "/api/v1/inbox/{id}/collect", $"{{{Lease},\"more\":\"{new string('a', 70_000)}\"}}"),
        new("a body of another type", HttpProblemCodes.MediaTypeNotAccepted, "POST", "/api/v1/inbox/{id}/collect", $"{{{Lease}}}") { Type = "text/xml" },
        new("a renewal of a lease that was never given", ProblemCodes.LeaseUnknown, "POST", "/api/v1/inbox/{id}/renew", $"{{{Lease}}}"),
        new("a lease that was never given", ProblemCodes.LeaseUnknown, "POST", "/api/v1/inbox/{id}/collect", $"{{{Lease}}}"),
        new("a delivery that does not exist", ProblemCodes.NotFound, "POST", "/api/v1/inbox/01a20a64-bbe6-7c7f-bc4f-fac80904a34f/collect", $"{{{Lease}}}"),
        new("a delivery that is no id", ProblemCodes.NotFound, "POST", "/api/v1/inbox/x/collect", $"{{{Lease}}}"),
        new("a reason that is none of the set", HttpProblemCodes.RequestInvalid, "POST", "/api/v1/inbox/{id}/decline", $"{{{Lease},\"reason\":\"because\"}}"),
        new("a report about nothing known", HttpProblemCodes.ReportInvalid, "POST", "/api/v1/inbox/{id}/reports", "{\"event\":\"Flown\"}"),
        new("a registration without number", HttpProblemCodes.ReportInvalid, "POST", "/api/v1/inbox/{id}/reports", "{\"event\":\"Registered\",\"date\":\"2026-03-02\"}"),
        new("a registration on a day no calendar has", HttpProblemCodes.ReportInvalid, "POST", "/api/v1/inbox/{id}/reports", "{\"event\":\"Registered\",\"number\":\"1\",\"date\":\"2026-02-30\"}"),
        new("a number with a character that XML does not have", HttpProblemCodes.ReportInvalid, "POST", "/api/v1/inbox/{id}/reports", "{\"event\":\"Registered\",\"number\":\"1\\u0001\",\"date\":\"2026-03-02\"}"),
        new("a refusal with a character that XML does not have", HttpProblemCodes.ReportInvalid, "POST", "/api/v1/inbox/{id}/reports", "{\"event\":\"RegistrationRefused\",\"reason\":\"\\uffff\"}"),
        new("a number too long", HttpProblemCodes.ReportInvalid, "POST", "/api/v1/inbox/{id}/reports", $"{{\"event\":\"Registered\",\"number\":\"{new string('1', 5000)}\",\"date\":\"2026-03-02\"}}"),
        new("a report that is no JSON", HttpProblemCodes.RequestInvalid, "POST", "/api/v1/inbox/{id}/reports", "{\"event\":"),
        new("a report with half a surrogate pair", HttpProblemCodes.RequestInvalid, "POST", "/api/v1/inbox/{id}/reports", "{\"event\":\"RegistrationRefused\",\"reason\":\"\\ud800\"}"),
        new("a report that nests without end", HttpProblemCodes.RequestInvalid, "POST", "/api/v1/inbox/{id}/reports", new string('[', 10_000)),
        new("a report of another type", HttpProblemCodes.MediaTypeNotAccepted, "POST", "/api/v1/inbox/{id}/reports", "<a/>") { Type = "text/xml" },
        new("a report larger than a form", ProblemCodes.TooLarge, "POST", "/api/v1/inbox/{id}/reports", $"{{\"event\":\"{new string('a', 600_000)}\"}}"),
        new("a report that is a list", HttpProblemCodes.ReportInvalid, "POST", "/api/v1/inbox/{id}/reports", "[]"),
        new("a report with a field that nobody knows", HttpProblemCodes.ReportInvalid, "POST", "/api/v1/inbox/{id}/reports", "{\"event\":\"Registered\",\"number\":\"1\",\"date\":\"2026-03-02\",\"colour\":\"red\"}"),
        new("an execution of a task that was not given", HttpProblemCodes.ReportInvalid, "POST", "/api/v1/inbox/{id}/reports", "{\"event\":\"Execution\",\"task\":\"1\",\"text\":\"a\",\"date\":\"2026-03-02\"}"),
        new("an answer that was never sent", HttpProblemCodes.ReportInvalid, "POST", "/api/v1/inbox/{id}/reports", "{\"event\":\"Answer\",\"messageId\":\"01a20a64-bbe6-7c7f-bc4f-fac80904a34f\"}"),
        new("a parameter that is no number", HttpProblemCodes.RequestInvalid, "GET", "/api/v1/inbox?max=many"),
        new("a parameter out of range", HttpProblemCodes.RequestInvalid, "GET", "/api/v1/inbox?wait=3600"),
        new("a cursor that is none", HttpProblemCodes.RequestInvalid, "GET", "/api/v1/events?after=1;drop"),
        new("a cursor of another epoch", HttpProblemCodes.CursorExpired, "GET", "/api/v1/events?after=999-1"),
        new("a priority out of range", HttpProblemCodes.RequestInvalid, "POST", "/api/v1/packages?priority=99", "x") { Type = "application/zip" },
        new("a reference of its own too long", HttpProblemCodes.RequestInvalid, "POST", $"/api/v1/packages?clientReference={new string('r', 300)}", "x") { Type = "application/zip" },
        new("a key of repetition too long", HttpProblemCodes.RequestInvalid, "POST", "/api/v1/packages", "x") { Type = "application/zip", Headers = [("Idempotency-Key", new string('k', 300))] },
        new("a container of another type", HttpProblemCodes.MediaTypeNotAccepted, "POST", "/api/v1/containers", "x") { Type = "application/zip" },
        new("a container larger than the node takes", ProblemCodes.TooLarge, "POST", "/api/v1/containers", new string('x', 2_000_001)) { Type = Asice },
        new("an organisation that is not the client's", HttpProblemCodes.Forbidden, "GET", "/api/v1/inbox?organisation=01a20a64-bbe6-7c7f-bc4f-fac80904a34f"),
        new("a method that is not known here", HttpProblemCodes.MethodNotAllowed, "DELETE", "/api/v1/inbox/{id}"),
        new("an address that is not there", ProblemCodes.NotFound, "GET", "/api/v1/secrets"),
        new("the exchange over the listener for installations", ProblemCodes.NotFound, "GET", "/exchange/v1/about"),
    ];

    /// <summary>Of peers, for containers.</summary>
    public static IReadOnlyList<BadCall> Containers { get; } =
    [
        new("another media type", HttpProblemCodes.MediaTypeNotAccepted, "POST", "/exchange/v1/containers", "x") { Type = "application/zip", Headers = Right() },
        new("no media type that can be read", HttpProblemCodes.MediaTypeNotAccepted, "POST", "/exchange/v1/containers", "x") { Type = ";;;", Headers = Right() },
        new("more octets than the node takes", ProblemCodes.TooLarge, "POST", "/exchange/v1/containers", new string('x', 2_000_001)) { Type = Asice, Headers = Right() },
        new("no Content-Digest", ProblemCodes.HeadersInvalid, "POST", "/exchange/v1/containers", "x") { Type = Asice, Headers = Right("Content-Digest", null) },
        new("a Content-Digest that is none", ProblemCodes.HeadersInvalid, "POST", "/exchange/v1/containers", "x") { Type = Asice, Headers = Right("Content-Digest", "sha-256=:AAAA:") },
        new("no message id", ProblemCodes.HeadersInvalid, "POST", "/exchange/v1/containers", "x") { Type = Asice, Headers = Right("Sed-Message-Id", null) },
        new("a sender that is no id", ProblemCodes.HeadersInvalid, "POST", "/exchange/v1/containers", "x") { Type = Asice, Headers = Right("Sed-Sender", "tula") },
        new("recipients that are no ids", ProblemCodes.HeadersInvalid, "POST", "/exchange/v1/containers", "x") { Type = Asice, Headers = Right("Sed-Recipients", "a,b,,") },
        new("no path", ProblemCodes.HeadersInvalid, "POST", "/exchange/v1/containers", "x") { Type = Asice, Headers = Right("Sed-Path", ",") },
        new("a serial with a sign", ProblemCodes.HeadersInvalid, "POST", "/exchange/v1/containers", "x") { Type = Asice, Headers = Right("Sed-Directory", "+1") },
        new("two message ids", ProblemCodes.HeadersInvalid, "POST", "/exchange/v1/containers", "x") { Type = Asice, Headers = [.. Right(), ("Sed-Message-Id", "01a20a64-bbe6-7c7f-bc4f-fac80904a34f")] },
        new("another version of the protocol", HttpProblemCodes.VersionNotAccepted, "POST", "/exchange/v2/containers", "x") { Type = Asice },
    ];

    /// <summary>Of peers, for receipts.</summary>
    public static IReadOnlyList<BadCall> Receipts { get; } =
    [
        new("another media type", HttpProblemCodes.MediaTypeNotAccepted, "POST", "/exchange/v1/receipts", "x") { Type = Asice },
        new("no receipt", ProblemCodes.ReceiptInvalid, "POST", "/exchange/v1/receipts", "no receipt") { Type = Asics },
        new("nothing at all", ProblemCodes.ReceiptInvalid, "POST", "/exchange/v1/receipts", "") { Type = Asics },
        new("more octets than a receipt may have", ProblemCodes.TooLarge, "POST", "/exchange/v1/receipts", new string('x', 1_100_000)) { Type = Asics },
    ];

    /// <summary>Of peers, for directories.</summary>
    public static IReadOnlyList<BadCall> Directories { get; } =
    [
        new("another media type", HttpProblemCodes.MediaTypeNotAccepted, "POST", "/exchange/v1/directory", "x") { Type = Asice },
        new("no directory", ProblemCodes.DirectoryInvalid, "POST", "/exchange/v1/directory", "no directory") { Type = Asics },
        new("nothing at all", ProblemCodes.DirectoryInvalid, "POST", "/exchange/v1/directory", "") { Type = Asics },
        new("more octets than a directory may have", ProblemCodes.TooLarge, "POST", "/exchange/v1/directory", "x") { Type = Asics, Zeros = DirectoryFile.MaxBytes },
    ];

    private static (string, string)[] Right(string? but = null, string? value = null) =>
    [
        .. new (string Name, string Value)[]
        {
            ("Content-Digest", $"sha-256=:{Convert.ToBase64String(new byte[32])}:"), ("Sed-Message-Id", "01a20a64-bbe6-7c7f-bc4f-fac80904a34f"),
            ("Sed-Sender", "01a20a64-bbe6-7c7f-bc4f-fac80904a34f"), ("Sed-Recipients", "01a20a64-bbe6-7c7f-bc4f-fac80904a34f"), ("Sed-Path", "efremov"), ("Sed-Directory", "1"),
        }.Where(header => header.Name != but || value is not null).Select(header => header.Name == but ? (header.Name, value!) : header),
    ];
}
