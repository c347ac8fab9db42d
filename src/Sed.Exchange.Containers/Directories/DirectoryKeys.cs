using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Directories;

/// <summary>Who may sign the next directory.</summary>
/// <param name="Current">The key that signs.</param>
/// <param name="Next">The key that will sign, or null.</param>
/// <param name="Recovery">The offline key, or null.</param>
public sealed record DirectoryKeys(Certificate Current, Certificate? Next, Certificate? Recovery);
