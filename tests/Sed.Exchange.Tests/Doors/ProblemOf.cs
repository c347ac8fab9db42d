using System.Net.Http.Json;
using System.Text.Json;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Node.Api.Problems;

namespace Sed.Exchange.Tests.Doors;

/// <summary>Reads the problem of an answer and holds it to what every problem must have.</summary>
internal static class ProblemOf
{
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, bool toPeer = false)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var code = problem.GetProperty("code").GetString()!;
        var row = ProblemTable.Find(code);
        Assert.Equal(toPeer ? row.PeerStatus : row.Status, (int)answer.StatusCode);
        // Cause and remedy, in the language asked for; the other has them too.
        var text = TextCatalogue.Find("ru", code);
        Assert.Equal((text.Means, text.Do), (problem.GetProperty("means").GetString(), problem.GetProperty("do").GetString()));
        Assert.NotEmpty(TextCatalogue.Find("en", code).Means);
        Assert.NotEmpty(TextCatalogue.Find("en", code).Do);
        return problem;
    }
}
