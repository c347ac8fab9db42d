using Sed.Exchange.Delivery;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>An upload cannot be taken; the problem says why. Becomes an answer at the endpoint.</summary>
internal sealed class UploadException(Problem problem) : Exception(problem.Code)
{
    public UploadException(string code, string? detail = null)
        : this(new Problem(code, detail))
    {
    }

    public Problem Problem { get; } = problem;
}
