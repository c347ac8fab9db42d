using Sed.Exchange.Node.Api.Uploads;

namespace Sed.Exchange.Node.Resumable;

/// <summary>What differs between the listeners that take uploads in pieces.</summary>
/// <param name="Enter">Takes the caller's place among what is received at once, under the name he has at the other doors.</param>
/// <param name="Owner">Whose an upload of this request is.</param>
/// <param name="JudgeAsync">What is said about a creation before it is made.</param>
internal sealed record TusDoor(
    Func<UploadGate, HttpContext, IDisposable> Enter, Func<HttpContext, string> Owner, Func<HttpContext, CancellationToken, Task<TusCreation>> JudgeAsync);
