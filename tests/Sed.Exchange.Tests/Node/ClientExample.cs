using Sed.Exchange.Client;

namespace Sed.Exchange.Tests.Node;

/// <summary>The program that <c>docs/integration.md</c> shows for C#: what stands between the two marks is shown there.</summary>
internal static class ClientExample
{
    /// <summary>Takes what waits: registers documents, closes cards by reports.</summary>
    /// <param name="address">The node's API.</param>
    /// <param name="key">The installation's key.</param>
    /// <param name="authority">PEM file of the authority of the node's TLS certificate.</param>
    /// <param name="folder">Where files go.</param>
    /// <param name="registry">The installation's database.</param>
    /// <param name="now">The time.</param>
    public static async Task TakeMailAsync(Uri address, string key, string authority, string folder, List<string> registry, DateTimeOffset now)
    {
        // begin
        using var node = new ExchangeClient(new ExchangeClientOptions { Address = address, ApiKey = key, AuthorityFile = authority });
        var today = DateOnly.FromDateTime(now.DateTime);
        foreach (var item in await node.LeaseAsync())
        {
            var card = await node.DownloadCardAsync(item, Path.Combine(folder, $"{item.MessageId}"));
            if (card.Document is { } document)
            {
                // Документ: номер, корреспонденты, поручения, файлы на диске и заключения о подписях уже здесь.
                foreach (var file in document.Files)
                {
                    registry.Add($"{file.Path}: {string.Join(", ", file.Signatures.Select(signature => signature.Verdict))}");
                }

                var number = $"ВХ-{registry.Count}";
                registry.Add($"{number}: № {document.Number}, {document.Correspondents[0].Party.Name}");
                await node.ReportAsync(item.DeliveryId, RegistrationReport.Registered(number, today));

                // Что стало дальше: резолюция о документе и отчёт о поручении отправителя.
                var head = new ReportContact { Person = "Орлов Д. Ю.", Post = "Руководитель" };
                var resolution = new ReportResolution { Author = head, Date = today, Text = "Подготовить ответ." };
                await node.ReportAsync(item.DeliveryId, new ConsiderationReport { Resolution = resolution });
                foreach (var task in card.Tasks)
                {
                    await node.ReportAsync(item.DeliveryId, new ExecutionReport { Task = task.Uid, Text = "Исполнено.", Date = now, FactDate = today });
                }
            }
            else
            {
                // Уведомление: что сказано о каком из моих сообщений.
                foreach (var said in card.Said!) registry.Add($"{card.Original!.ClientReference}: {said.Kind} {said.Number}".TrimEnd());
            }

            await node.CollectAsync(item);
        }
        // end
    }
}
