using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Tests.Access;

/// <summary>Who may use one route, and what they are answered.</summary>
/// <param name="Method">HTTP method; <c>*</c>: any.</param>
/// <param name="Pattern">The route as the application has it.</param>
/// <param name="Listeners">Where it is.</param>
/// <param name="Door">Who may.</param>
/// <param name="Own">What the rightful caller of the test is answered; anything but 401, 403, 404 and 429 shows that it got in.</param>
/// <param name="Foreign">What an installation of another organisation is answered about the same thing.</param>
internal sealed record AccessRow(string Method, string Pattern, Listener Listeners, Door Door, int Own, int Foreign)
{
    /// <summary>As documents and messages name it.</summary>
    public string Name => $"{Method} {Pattern}";
}
