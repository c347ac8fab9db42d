using System.Text.Json;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>What an installation hands in for a report: the request and the files that travel with it.</summary>
/// <param name="Request">The request as JSON, not looked at yet.</param>
/// <param name="Files">The files.</param>
public sealed record ReportHanded(JsonElement Request, IReadOnlyList<PackageFile> Files);
